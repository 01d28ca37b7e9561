package rollcall.itest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A network camera that gives Motion-JPEG over HTTP and fails in the ways such cameras fail. */
final class FakeCamera implements AutoCloseable {
    /** How it fails. */
    enum Failure {
        NONE,
        /** The connection is closed. */
        STOP,
        /** The connection stays and nothing comes. */
        HANG,
        /** Half a picture comes, then the connection is closed. */
        HALF,
        /** A picture without an end comes: 100 MB. */
        FLOOD
    }

    private static final long FRAME_MILLIS = 50;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile byte[] picture = {};
    private volatile Failure failure = Failure.NONE;

    FakeCamera() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/video", this::serve);
        server.start();
    }

    String address() {
        return "http://me:hush@127.0.0.1:" + server.getAddress().getPort() + "/video?pwd=hush";
    }

    /** What stands before the camera from now on. */
    void show(byte[] jpeg) {
        picture = jpeg;
    }

    /** Fails on the connection there is; the next one is well. */
    void fail(Failure how) {
        failure = how;
    }

    int connections() {
        return connections.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        connections.incrementAndGet();
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "multipart/x-mixed-replace; boundary=frame");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            while (failure == Failure.NONE) {
                part(out, picture);
                Thread.sleep(FRAME_MILLIS);
            }
            Failure how = failure;
            failure = Failure.NONE;
            switch (how) {
                case HANG -> Thread.sleep(600_000);
                case HALF -> part(out, Arrays.copyOf(picture, picture.length / 2));
                case FLOOD -> flood(out);
                default -> out.flush();
            }
        } catch (InterruptedException e) {
            // The test is over.
            Thread.currentThread().interrupt();
        }
    }

    private void flood(OutputStream out) throws IOException {
        out.write(picture, 0, picture.length - 2);
        byte[] megabyte = new byte[1 << 20];
        for (int i = 0; i < 100; i++) {
            out.write(megabyte);
        }
    }

    private static void part(OutputStream out, byte[] jpeg) throws IOException {
        out.write(("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(jpeg);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
