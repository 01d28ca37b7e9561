package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of a whole terminal, before Prometheus's own programs. */
class MetricsTest {
    private static final List<String> SEED = List.of(
            "attendance_scans_total",
            "attendance_scan_duration_seconds",
            "attendance_face_quality_checks_total",
            "cloud_sync_operations_total",
            "cloud_sync_duration_seconds",
            "cloud_sync_queue_size",
            "system_disk_usage_bytes",
            "system_disk_free_bytes",
            "system_online_status",
            "system_circuit_breaker_status",
            "system_errors_total",
            "camera_errors_total",
            "network_requests_total",
            "network_request_duration_seconds",
            "photo_operations_total",
            "photo_storage_bytes");

    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private void configure(String metrics) throws Exception {
        Files.createDirectories(home().resolve("etc"));
        Files.writeString(
                home().resolve("etc/config.json"),
                "{\"store\": {\"cooldownMinutes\": 0}, \"sync\": {\"file\": {\"folder\": \"stick\"}}, \"metrics\": {"
                        + metrics + "}}");
        Files.writeString(Files.createDirectories(home().resolve("stick")).resolve("rollcall-sync"), "");
    }

    private static String text(TerminalProcess terminal) throws Exception {
        HttpResponse<String> answer = terminal.get("/metrics/prometheus");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
        return answer.body();
    }

    private static double scans(String text) {
        Matcher value = Pattern.compile("attendance_scans_total\\{status=\"success\",[^}]*} ([0-9.]+)")
                .matcher(text);
        double sum = 0;
        while (value.find()) {
            sum += Double.parseDouble(value.group(1));
        }
        return sum;
    }

    private void promtoolIsSilent(String text) throws Exception {
        Path file = folder.resolve("scraped.txt");
        Files.writeString(file, text);
        assertThat(run(folder, List.of("promtool", "check", "metrics"), file)).isEmpty();
    }

    /** What a program says that succeeds. */
    private static String run(Path folder, List<String> command, Path input) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void prometheus_scrapes_a_terminal_and_answers() throws Exception {
        configure("\"legacyNames\": true");
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?cards=100000&rate=5")) {
            terminal.awaitLine("accepted LOGIN");
            String text = text(terminal);
            promtoolIsSilent(text);
            for (String name : SEED) {
                assertThat(text).contains("# TYPE " + name + " ");
            }
            assertThat(scans(text)).isPositive();
            assertThat(text).contains("attendance_build_info{version=", "process_start_time_seconds ");
            assertThat(text).contains("attendance_metrics_collector_failures_total 0.0");
            assertThat(text).doesNotContain("DEMO", "_created");
            assertThat(terminal.get("/metrics").body()).contains("\"type\": \"counter\"", "\"p99\": ");
            Path token = home().resolve("secrets/admin-token");
            try (PrometheusProcess prometheus =
                    new PrometheusProcess(folder.resolve("prometheus"), terminal.url(), token)) {
                double first = prometheus.ask("sum(attendance_scans_total{status=\"success\"})", value -> value > 0);
                prometheus.ask("sum(attendance_scans_total{status=\"success\"})", value -> value > first);
                prometheus.ask("sum(rate(attendance_scans_total[10s]))", value -> value > 0);
                prometheus.ask("sum(attendance_outbox_pending)", value -> value >= 0);
                prometheus.ask("attendance_circuit_breaker_state{state=\"closed\"}", value -> value == 1);
                prometheus.ask(
                        "histogram_quantile(0.5, sum by (le) (attendance_scan_duration_seconds_bucket))",
                        value -> value > 0 && value < 10);
                prometheus.ask(
                        "histogram_quantile(0.99, sum by (le) (attendance_sync_duration_seconds_bucket))",
                        value -> value > 0 && value < 30);
                assertThat(prometheus.ask("up{job=\"rollcall\"}", value -> true))
                        .isEqualTo(1, within(0.0));
            }
            assertThat(terminal.get("/api/v1/metrics/summary").body())
                    .contains("\"scans\":{\"perMinute\":{\"1\":", "\"lately\":{\"p50\":", "\"sync\":");
            // Figures of the camera are taken while it runs; when the terminal stops, it goes before them.
            terminal.await("figures of scans", Duration.ofSeconds(40), () -> keptFigures(terminal));
            assertThat(terminal.get("/api/v1/metrics/history?name=attendance_scans_total&rate=1")
                            .body())
                    .contains("\"type\":\"counter\"", "\"status\":\"success\"", "\"times\":[1");
        }
        scansAreFoundInTheLog();
        exportIsWhatPromtoolReads();
    }

    private static boolean keptFigures(TerminalProcess terminal) {
        try {
            return terminal.get("/api/v1/metrics/history?name=attendance_scan_duration_seconds_count")
                    .body()
                    .contains("\"times\":[1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void scansAreFoundInTheLog() throws Exception {
        assertThat(Files.readString(home().resolve("data/logs/rollcall.0.jsonl")))
                .containsPattern("\"message\":\"accepted LOGIN[^\"]*\",\"correlation_id\":\"[0-9a-f-]{36}\"");
    }

    /** From a terminal that does not run; stopping it has handed over the newest figures. */
    private void exportIsWhatPromtoolReads() throws Exception {
        Path file = folder.resolve("figures.txt");
        assertThat(TerminalProcess.output(0, home(), "metrics", "export", "--openmetrics", file.toString()))
                .contains("wrote ");
        assertThat(file)
                .content()
                .contains("# TYPE attendance_scan_duration_seconds histogram", "attendance_scans_total{")
                .endsWith("# EOF\n");
        Path nothing = Files.createFile(folder.resolve("no-input"));
        String blocks = run(
                folder,
                List.of("promtool", "tsdb", "create-blocks-from", "openmetrics", file.toString(), folder + "/blocks"),
                nothing);
        assertThat(blocks).contains("NUM SAMPLES");
    }

    @Test
    void figures_survive_swaps_of_whoever_tells_them() throws Exception {
        configure("\"enabled\": true");
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?cards=100000&rate=5")) {
            terminal.awaitLine("accepted LOGIN");
            Door door = new Door(home());
            AtomicBoolean done = new AtomicBoolean();
            List<Integer> answers = new ArrayList<>();
            Thread asking = new Thread(() -> {
                try {
                    while (!done.get()) {
                        answers.add(terminal.get("/metrics").statusCode());
                    }
                } catch (Exception e) {
                    // An answer, too: one that the assertion does not let pass.
                    answers.add(-1);
                }
            });
            asking.start();
            for (String name : List.of("rollcall.metrics", "rollcall.sync", "rollcall.store", "rollcall.metrics")) {
                double before = scans(text(terminal));
                String version = door.bundles("version").get(name);
                Path other =
                        JarVariant.of(Build.bundle(name), "Bundle-Version", "0.1.1", folder.resolve(name + ".jar"));
                var pushed = door.push("0.1.1".equals(version) ? Build.bundle(name) : other);
                assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(200);
                terminal.await("scans that go on after " + name, TerminalProcess.START, () -> {
                    try {
                        return scans(text(terminal)) > before;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                promtoolIsSilent(text(terminal));
            }
            done.set(true);
            asking.join();
            assertThat(answers).hasSizeGreaterThan(10).containsOnly(200);
        }
    }

    @Test
    void the_predecessors_names_can_be_left_out_and_everything_switched_off_live() throws Exception {
        configure("\"legacyNames\": false");
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            assertThat(text(terminal))
                    .contains("attendance_outbox_records", "attendance_errors_total")
                    .doesNotContain("\ncloud_", "\nsystem_", "\nnetwork_", "\nphoto_", "\ncamera_errors");
            configure("\"enabled\": false");
            terminal.await("no figures", TerminalProcess.START, () -> {
                try {
                    return text(terminal).isEmpty();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(terminal.get("/metrics").body().replaceAll("\\s", "")).isEqualTo("{}");
        }
    }

    @Test
    void rules_are_sound() throws Exception {
        Path rules = Build.top().resolve("cnf/prometheus");
        Path nothing = Files.createFile(folder.resolve("nothing"));
        run(rules, List.of("promtool", "check", "rules", "recording.yml", "alerts.yml"), nothing);
        run(rules, List.of("promtool", "check", "config", "--syntax-only", "prometheus.yml"), nothing);
        run(rules, List.of("promtool", "check", "config", "--agent", "--syntax-only", "agent.yml"), nothing);
        run(rules, List.of("promtool", "test", "rules", "alerts.test.yml"), nothing);
    }
}
