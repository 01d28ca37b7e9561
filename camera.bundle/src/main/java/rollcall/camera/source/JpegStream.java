package rollcall.camera.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a flow of bytes into JPEG files, whatever stands between them: the parts of an HTTP answer, the output of a camera
 * program. Follows the lengths of the segments (ITU-T T.81, annex B), so that a thumbnail inside a picture does not end it.
 *
 * <p>Belongs to one thread.
 */
final class JpegStream {
    /** The most bytes a picture may have, and the most that may stand between two. */
    static final int MAX_BYTES = 16 << 20;

    private static final int MARKER = 0xff;
    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int FIRST_RESTART = 0xd0;
    private static final int LAST_RESTART = 0xd7;

    private final InputStream in;
    private final ByteArrayOutputStream picture = new ByteArrayOutputStream();

    JpegStream(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /**
     * The next picture.
     *
     * @throws EOFException if the flow ends
     * @throws IOException if what comes is no picture
     */
    byte[] next() throws IOException {
        find();
        picture.reset();
        picture.write(MARKER);
        picture.write(START);
        int marker = marker();
        while (marker != END) {
            if (marker == START) {
                throw new IOException("what comes is no picture: one begins within another");
            }
            segment();
            marker = marker == SCAN ? scan() : marker();
        }
        return picture.toByteArray();
    }

    private int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the pictures ended");
        }
        return next;
    }

    private int keep() throws IOException {
        int next = read();
        keep(next);
        return next;
    }

    private void keep(int next) throws IOException {
        if (picture.size() >= MAX_BYTES) {
            throw new IOException("what comes is no picture: more than " + (MAX_BYTES >> 20) + " MB without an end");
        }
        picture.write(next);
    }

    private void find() throws IOException {
        int before = read();
        int skipped = 0;
        int next = read();
        while (before != MARKER || next != START) {
            if (skipped++ > MAX_BYTES) {
                throw new IOException("what comes is no picture: none begins within " + (MAX_BYTES >> 20) + " MB");
            }
            before = next;
            next = read();
        }
    }

    /** A marker, after any number of fill bytes. */
    private int marker() throws IOException {
        if (keep() != MARKER) {
            throw new IOException("what comes is no picture: a segment does not begin where the one before ends");
        }
        int marker = keep();
        while (marker == MARKER) {
            marker = keep();
        }
        return marker;
    }

    private void segment() throws IOException {
        int length = (keep() << 8) + keep();
        for (int i = 2; i < length; i++) {
            keep();
        }
    }

    /** Goes through the coded data of a scan to the marker behind it. */
    private int scan() throws IOException {
        while (true) {
            int next = keep();
            while (next == MARKER) {
                next = keep();
                if (next != 0 && next != MARKER && (next < FIRST_RESTART || next > LAST_RESTART)) {
                    return next;
                }
            }
        }
    }
}
