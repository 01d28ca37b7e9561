package rollcall.sync.postgrest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server below HTTP, which breaks off where it is told to. */
final class RudeServer implements AutoCloseable {
    /** What it does to a connection. */
    enum Manner {
        RESET_AT_ONCE,
        RESET_IN_THE_REQUEST,
        RESET_IN_THE_HEADERS,
        RESET_IN_THE_BODY,
        DRIPS_HEADERS,
        SAYS_NOTHING,
        SPEAKS_NO_HTTP
    }

    private static final int REQUEST_PART = 300;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Manner manner;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    RudeServer(Manner manner) throws IOException {
        this.manner = manner;
        Thread thread = new Thread(this::accept, "rude-server");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/rest/v1";
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread thread = new Thread(() -> serve(socket), "rude-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // The way close() ends this thread.
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            switch (manner) {
                case RESET_AT_ONCE -> socket.close();
                case RESET_IN_THE_REQUEST -> {
                    in.readNBytes(REQUEST_PART);
                    socket.close();
                }
                case RESET_IN_THE_HEADERS -> {
                    say(out, in, "HTTP/1.1 201 Created\r\nPreference-App");
                    socket.close();
                }
                case RESET_IN_THE_BODY -> {
                    say(
                            out,
                            in,
                            "HTTP/1.1 201 Created\r\nPreference-Applied: resolution=ignore-duplicates\r\n"
                                    + "Content-Length: 100\r\n\r\n[{");
                    socket.close();
                }
                case DRIPS_HEADERS -> {
                    say(out, in, "HTTP/1.1 201 Created\r\n");
                    drip(out);
                }
                case SAYS_NOTHING -> in.transferTo(OutputStream.nullOutputStream());
                case SPEAKS_NO_HTTP -> {
                    say(out, in, "220 mail.example ESMTP\r\n");
                    socket.shutdownOutput();
                }
            }
        } catch (IOException e) {
            // The other side has had enough; that is what is tested.
            return;
        }
    }

    private static void say(OutputStream out, InputStream in, String text) throws IOException {
        in.readNBytes(REQUEST_PART);
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Header after header until nobody listens: each byte comes well before any timeout between two of them. */
    private static void drip(OutputStream out) throws IOException {
        for (int i = 0; ; i++) {
            out.write(("X-" + i + ": 1\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            try {
                java.util.concurrent.TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
