package rollcall.metrics.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that takes remote write, and is asked afterwards what it has. */
final class Receiver implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final Path folder;
    private final int port;
    private Process process;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Starts it.
     *
     * @param window its {@code out_of_order_time_window}; 0s for none
     */
    Receiver(Path folder, String window) throws Exception {
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        Files.writeString(
                folder.resolve("prometheus.yml"), "storage: {tsdb: {out_of_order_time_window: " + window + "}}\n");
        process = start();
    }

    /** Starts it once more after {@link #stop}. */
    void restart() throws Exception {
        process = start();
    }

    private Process start() throws Exception {
        Process started = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.enable-remote-write-receiver",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        long deadline = System.nanoTime() + PATIENCE;
        while (!get("/-/ready").contains("Ready")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(Files.readString(folder.resolve("prometheus.log")));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return started;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/api/v1/write");
    }

    /** The answer to a question in PromQL, of a time. */
    String ask(String question, long second) throws InterruptedException {
        return get("/api/v1/query?time=" + second + "&query=" + URLEncoder.encode(question, StandardCharsets.UTF_8));
    }

    private String get(String path) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "not there: " + e.getMessage();
        }
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
