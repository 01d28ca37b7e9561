package rollcall.itest;

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
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Prometheus with the rules of {@code cnf/prometheus} that scrapes one terminal every second. */
final class PrometheusProcess implements AutoCloseable {
    private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.]+,\"([^\"]+)\"]");
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final Process process;
    private final Path log;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    PrometheusProcess(Path folder, String terminal, Path token) throws IOException {
        Files.createDirectories(folder);
        this.log = folder.resolve("prometheus.log");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        for (String rules : new String[] {"recording.yml", "alerts.yml"}) {
            Files.copy(Build.top().resolve("cnf/prometheus").resolve(rules), folder.resolve(rules));
        }
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                Files.readString(Build.top().resolve("cnf/prometheus/prometheus.yml"))
                        .replace("15s", "1s")
                        .replace("rollcall.token", token.toString())
                        .replace("127.0.0.1:8080", terminal.replace("http://", "")));
        this.process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** The first value of an answer to a question in PromQL that is as wanted; waits for it. */
    double ask(String question, Predicate<Double> wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        String body = "";
        while (System.nanoTime() < deadline) {
            Matcher value = VALUE.matcher(body);
            if (value.find() && wanted.test(Double.valueOf(value.group(1)))) {
                return Double.parseDouble(value.group(1));
            }
            TimeUnit.MILLISECONDS.sleep(200);
            body = query(question);
        }
        throw new AssertionError(question + ": " + body + "\n" + Files.readString(log));
    }

    private String query(String question) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                                            + URLEncoder.encode(question, StandardCharsets.UTF_8)))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "not there yet: " + e.getMessage();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
