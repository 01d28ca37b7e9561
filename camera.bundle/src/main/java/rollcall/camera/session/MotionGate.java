package rollcall.camera.session;

import rollcall.camera.Frame;

/**
 * Tells whether a frame is worth looking at while nobody is served: something has changed since the last one that was, or half a
 * second has passed. Belongs to one thread; times are those of a clock that never steps, in nanoseconds.
 */
final class MotionGate {
    /** However still it is, a frame is looked at this often: a card that is held still has to be seen to be there. */
    private static final long LONGEST_NANOS = 500_000_000;

    private static final long QUIET_NANOS = 10_000_000_000L;

    /** Points compared, across and down: a card of 60 pixels in 640x480 covers a dozen of them. */
    private static final int COLUMNS = 40;

    private static final int ROWS = 30;

    /** Grey values by which a point has to differ; the noise of a sensor in a dim room is about half of it. */
    private static final int DIFFERENCE = 24;

    /** Points that have to differ. */
    private static final int LEAST = 4;

    private final byte[] before = new byte[COLUMNS * ROWS];
    private final byte[] now = new byte[COLUMNS * ROWS];
    private int width;
    private int height;
    private long last;
    private long moved;

    /** Takes a frame; true if it is worth looking at. */
    boolean opens(Frame frame, long at) {
        sample(frame);
        boolean same = frame.width() == width && frame.height() == height && differing() < LEAST;
        if (!same) {
            moved = at;
        }
        if (same && at - last < LONGEST_NANOS) {
            return false;
        }
        System.arraycopy(now, 0, before, 0, now.length);
        width = frame.width();
        height = frame.height();
        last = at;
        return true;
    }

    /** Whether nothing has moved for so long that a few frames a second are enough. */
    boolean isQuiet(long at) {
        return at - moved > QUIET_NANOS;
    }

    private int differing() {
        int differing = 0;
        for (int i = 0; i < now.length; i++) {
            differing += Math.abs((now[i] & 0xff) - (before[i] & 0xff)) >= DIFFERENCE ? 1 : 0;
        }
        return differing;
    }

    /** The greens, which are most of what is light. */
    private void sample(Frame frame) {
        byte[] bgr = frame.bgr();
        for (int row = 0; row < ROWS; row++) {
            int y = (2 * row + 1) * frame.height() / (2 * ROWS);
            for (int column = 0; column < COLUMNS; column++) {
                int x = (2 * column + 1) * frame.width() / (2 * COLUMNS);
                now[row * COLUMNS + column] = bgr[(y * frame.width() + x) * 3 + 1];
            }
        }
    }
}
