package rollcall.camera.session;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import rollcall.camera.Frame;

/**
 * Keeps looking at frames within a share of one core: after a frame that took long to look at, those that come in the pause it has
 * to make up for are let go by. A fast machine looks at all of them, a slow or a busy one at every second or third.
 *
 * <p>Belongs to the thread that takes frames.
 */
final class FrameBudget implements FrameHandler {
    private final FrameHandler handler;
    private final double share;
    private final BooleanSupplier limited;
    private final LongSupplier nanoTime;
    private long next;
    private boolean paused;

    /**
     * A budget.
     *
     * @param share of a core, above 0 to 1
     * @param limited whether frames may be let go by: those of a recording come once
     * @param nanoTime a clock that never steps
     */
    FrameBudget(FrameHandler handler, double share, BooleanSupplier limited, LongSupplier nanoTime) {
        this.handler = handler;
        this.share = share;
        this.limited = limited;
        this.nanoTime = nanoTime;
    }

    @Override
    public void frame(Frame frame) throws InterruptedException {
        long began = nanoTime.getAsLong();
        if (paused && began - next < 0 && limited.getAsBoolean()) {
            handler.idle();
            return;
        }
        handler.frame(frame);
        long ended = nanoTime.getAsLong();
        next = ended + (long) ((ended - began) * (1 / share - 1));
        paused = true;
    }

    @Override
    public Duration rest() {
        return limited.getAsBoolean() ? handler.rest() : Duration.ZERO;
    }

    @Override
    public void idle() throws InterruptedException {
        handler.idle();
    }

    @Override
    public void sourceLost() throws InterruptedException {
        handler.sourceLost();
    }

    @Override
    public void abandon() {
        handler.abandon();
    }
}
