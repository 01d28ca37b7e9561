package rollcall.camera.recovery;

import java.time.Duration;
import rollcall.camera.Frame;
import rollcall.camera.recovery.SourceFailure.Kind;

/**
 * Looks whether a source does what it should: gives frames, that can be decoded, that show something. Belongs to one thread; times
 * are those of a clock that never steps, in nanoseconds.
 */
public final class Watchdog {
    /** Frames in a row that may be unreadable. */
    static final int MOST_UNREADABLE = 10;

    /** A frame with no pixel lighter than this is black: a covered lens still has noise. */
    static final int BLACK = 16;

    /** Pixels looked at for blackness, spread over the frame. */
    private static final int SAMPLES = 1_024;

    private final long stallNanos;
    private final long blackNanos;
    private long lastFrame;
    private long lastLight;
    private int unreadable;

    /**
     * A watchdog.
     *
     * @param stall how long a camera may give no frame
     * @param black how long it may give black ones
     */
    public Watchdog(Duration stall, Duration black) {
        this.stallNanos = stall.toNanos();
        this.blackNanos = black.toNanos();
    }

    /** The source was opened. */
    public void opened(long now) {
        lastFrame = now;
        lastLight = now;
        unreadable = 0;
    }

    /** A frame came; true if it shows something. */
    public boolean frame(Frame frame, boolean live, long now) throws SourceFailure {
        lastFrame = now;
        unreadable = 0;
        if (!live || !isBlack(frame)) {
            lastLight = now;
            return true;
        }
        if (now - lastLight > blackNanos) {
            throw new SourceFailure(
                    Kind.BLACK,
                    "the picture has been black for " + blackNanos / 1_000_000_000
                            + " s: take the cap off the lens, switch on the light, look at the cable");
        }
        return false;
    }

    /** No frame came for a moment. */
    public void silence(boolean live, long now) throws SourceFailure {
        if (live && now - lastFrame > stallNanos) {
            throw new SourceFailure(
                    Kind.STALLED, "no picture for " + stallNanos / 1_000_000_000 + " s; the camera is opened anew");
        }
    }

    /** A frame came that cannot be decoded. */
    public void unreadable(String message) throws SourceFailure {
        unreadable++;
        if (unreadable >= MOST_UNREADABLE) {
            throw new SourceFailure(
                    Kind.GARBAGE, MOST_UNREADABLE + " pictures in a row cannot be read, the last because: " + message);
        }
    }

    private static boolean isBlack(Frame frame) {
        byte[] pixels = frame.bgr();
        // Odd, so that all three colours are looked at.
        int step = Math.max(1, pixels.length / SAMPLES) | 1;
        for (int i = 0; i < pixels.length; i += step) {
            if ((pixels[i] & 0xff) >= BLACK) {
                return false;
            }
        }
        return true;
    }
}
