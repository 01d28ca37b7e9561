package rollcall.launcher;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends with an error once more than a number of bytes came, so that a client can fill neither disk nor heap. */
final class Bounded extends FilterInputStream {
    private final long limit;
    private long left;

    Bounded(InputStream in, long limit) {
        super(in);
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        left -= Math.max(n, 0);
        if (left < 0) {
            throw new IOException("larger than " + (limit < 1 << 20 ? (limit >> 10) + " KiB" : (limit >> 20) + " MiB"));
        }
        return n;
    }
}
