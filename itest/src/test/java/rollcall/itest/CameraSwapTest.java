package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Camera bundles replaced one after the other, each with a session open: nothing of the old ones stays in the process. */
class CameraSwapTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("rollcall.nightly");
    private static final int SWAPS = NIGHTLY ? 100 : 10;
    private static final int WARM = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Between swap 60 and the last: weights and buffers of a set of nets are ten times that, for each swap. The process grows over the
     * first 50 swaps (to 450 MB here) because native memory of the old nets goes with a collection of the heap, and stays there.
     */
    private static final double MOST_MEGABYTES = 40;

    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    /** What a process holds, counted after a collection of the whole heap. */
    private record Held(Map<String, Long> threads, long files, long cameras, double megabytes) {
        static Held by(TerminalProcess terminal) throws Exception {
            // Twice: what has a finalizer, as the objects of OpenCV, goes with the second collection.
            histogram(terminal);
            long cameras = histogram(terminal)
                    .lines()
                    .filter(line -> line.endsWith(" rollcall.camera.session.CameraComponent"))
                    .count();
            Path proc = Path.of("/proc", String.valueOf(terminal.pid()));
            Map<String, Long> threads = new TreeMap<>();
            try (Stream<Path> tasks = Files.list(proc.resolve("task"))) {
                for (Path task : tasks.toList()) {
                    threads.merge(Files.readString(task.resolve("comm")).strip(), 1L, Long::sum);
                }
            }
            try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
                return new Held(threads, files.count(), cameras, resident(proc));
            }
        }

        private static double resident(Path proc) throws IOException {
            Matcher matcher =
                    Pattern.compile("VmRSS:\\s+([0-9]+) kB").matcher(Files.readString(proc.resolve("status")));
            assertThat(matcher.find()).isTrue();
            return Long.parseLong(matcher.group(1)) / 1024.0;
        }

        private static String histogram(TerminalProcess terminal) throws Exception {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(terminal.pid()),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(jcmd.waitFor()).as(text).isZero();
            return text;
        }

        /** Threads whose number does not depend on the load. */
        Map<String, Long> owned() {
            Map<String, Long> owned = new TreeMap<>(threads);
            owned.keySet()
                    .removeIf(name -> !List.of("camera", "camera-flow", "feedback", "light")
                            .contains(name));
            return owned;
        }
    }

    @Test
    void swaps_leave_no_thread_file_class_loader_or_native_memory_behind() throws Exception {
        Files.createDirectories(home().resolve("etc"));
        Files.writeString(
                home().resolve("etc/config.json"),
                "{\"camera\": {\"source\": \"demo\", \"stableMillis\": 10000}, \"store\": {\"cooldownMinutes\": 0}}");
        Cards cards = new Cards(3, folder.resolve("print"));
        Path original = Build.bundle("rollcall.camera");
        Path other = JarVariant.of(original, "Bundle-Version", "0.1.1", folder.resolve("camera.jar"));
        try (FakeCamera camera = new FakeCamera()) {
            camera.show(CameraTest.card(cards, "CARD"));
            try (TerminalProcess terminal = TerminalProcess.run(home(), camera.address())) {
                terminal.await("the camera", PATIENCE, () -> camera.connections() > 0);
                BlockingQueue<String> sessions = new LinkedBlockingQueue<>();
                CompletableFuture<Void> following = terminal.follow("/api/v1/events", line -> {
                    if (line.contains("\"hint\"")) {
                        sessions.add(line);
                    }
                });
                Door door = new Door(home());
                List<Double> resident = new ArrayList<>();
                Held before = null;
                for (int swap = 1; swap <= WARM + SWAPS; swap++) {
                    awaitSession(terminal, sessions);
                    int connections = camera.connections();
                    var pushed = door.push(swap % 2 == 0 ? original : other);
                    assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(200);
                    terminal.await("the next camera", PATIENCE, () -> camera.connections() > connections);
                    if (NIGHTLY && swap % 10 == 0) {
                        resident.add(Held.by(terminal).megabytes());
                    }
                    if (swap == WARM) {
                        awaitSession(terminal, sessions);
                        before = Held.by(terminal);
                    }
                }
                awaitSession(terminal, sessions);
                Held after = Held.by(terminal);
                System.out.printf("%d swaps of an open session: before %s, after %s%n", SWAPS, before, after);
                assertThat(before).isNotNull();
                assertThat(after.cameras()).isOne();
                assertThat(after.owned()).isEqualTo(before.owned());
                assertThat(after.threads().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                        .isLessThanOrEqualTo(before.threads().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()
                                + 4);
                assertThat(after.files()).isLessThanOrEqualTo(before.files() + 3);
                if (NIGHTLY) {
                    System.out.printf("resident after every tenth swap: %s MB%n", resident);
                    assertThat(resident.get(9) - resident.get(5)).isLessThan(MOST_MEGABYTES);
                }
                assertThat(following).as("the page's stream, over all swaps").isNotDone();
                assertThat(Ledger.acceptedIds(home()))
                        .as("a session that was abandoned is no scan")
                        .containsExactlyInAnyOrderElementsOf(Ledger.announced(terminal.lines()));
                assertThat(terminal.output()).contains("a session is abandoned before its photo");
            }
        }
    }

    /** Waits until a face is looked at, with everything that takes of native memory. */
    private static void awaitSession(TerminalProcess terminal, BlockingQueue<String> sessions) throws Exception {
        sessions.clear();
        for (String view = sessions.poll(60, TimeUnit.SECONDS); ; view = sessions.poll(60, TimeUnit.SECONDS)) {
            assertThat(view).as(terminal.output()).isNotNull();
            if (view.contains("\"holding_still\"")) {
                return;
            }
        }
    }
}
