package rollcall.launcher.update;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends with an error as soon as it is longer than was signed. Closing it leaves what is below open. */
final class SignedLength extends FilterInputStream {
    private long left;

    SignedLength(InputStream in, long length) {
        super(in);
        this.left = length;
    }

    /** There is more than was signed. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
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
            throw new TooLongException();
        }
        return n;
    }

    @Override
    public void close() {}
}
