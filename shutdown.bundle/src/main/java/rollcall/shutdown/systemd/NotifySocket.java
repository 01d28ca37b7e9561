package rollcall.shutdown.systemd;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Sends lines to the datagram socket of a service manager ({@code sd_notify(3)}); a name that begins with {@code @} is in the
 * abstract name space. Java 17 has no datagram sockets of this family, hence JNA. Of one thread.
 */
final class NotifySocket implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;

    /** Neither a signal if nobody listens, nor waiting if the other side is full. */
    private static final int FLAGS = 0x4000 | 0x40;

    /** {@code sun_path} of the kernel. */
    private static final int LONGEST = 107;

    private final Calls calls;
    private final byte[] address;
    private final int descriptor;

    /** What is called of the C library. */
    interface Calls extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        NativeLong sendto(int descriptor, byte[] data, NativeLong size, int flags, byte[] address, int length)
                throws LastErrorException;

        int close(int descriptor) throws LastErrorException;
    }

    /** Opens it; {@code name} is what {@code NOTIFY_SOCKET} says. */
    NotifySocket(String name) throws IOException {
        this.address = address(name);
        try {
            this.calls = Native.load("c", Calls.class);
            this.descriptor = calls.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        } catch (LastErrorException | UnsatisfiedLinkError e) {
            throw new IOException("no socket for the service manager: " + e.getMessage(), e);
        }
    }

    /** {@code sockaddr_un}: family, then the path, which ends with a zero unless it is abstract. */
    static byte[] address(String name) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (path.length < 2 || path.length > LONGEST || (path[0] != '/' && path[0] != '@')) {
            throw new IOException("NOTIFY_SOCKET is '" + name.replaceAll("\\p{Cntrl}", "?")
                    + "': a path from / or a name after @ of at most " + LONGEST + " bytes is expected");
        }
        boolean hidden = path[0] == '@';
        ByteBuffer address =
                ByteBuffer.allocate(2 + path.length + (hidden ? 0 : 1)).order(ByteOrder.nativeOrder());
        address.putShort((short) AF_UNIX).put(path);
        if (hidden) {
            address.put(2, (byte) 0);
        }
        return address.array();
    }

    /** Sends lines in one datagram. */
    void send(String lines) throws IOException {
        byte[] data = lines.getBytes(StandardCharsets.UTF_8);
        try {
            calls.sendto(descriptor, data, new NativeLong(data.length), FLAGS, address, address.length);
        } catch (LastErrorException e) {
            throw new IOException("the service manager does not hear: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            calls.close(descriptor);
        } catch (LastErrorException e) {
            throw new IOException("the service manager's socket does not close: " + e.getMessage(), e);
        }
    }
}
