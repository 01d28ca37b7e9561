package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapTest {
    private static final int SWAPS = 20;
    private static final int MOST_CARDS = 1_500;
    private static final Duration SHOWN = Duration.ofMillis(200);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final List<String> SWAPPED = List.of("rollcall.store", "rollcall.camera", "rollcall.dashboard");

    @TempDir
    private Path folder;

    private final AtomicBoolean done = new AtomicBoolean();

    /** One answer to a request made while bundles were swapped. */
    private record Answer(String path, int status, Duration took) {}

    @Test
    void scans_and_requests_survive_the_swap_of_any_bundle() throws Exception {
        Path home = folder.resolve("home");
        Path frame = folder.resolve("frame.png");
        Cards cards = new Cards(1, folder.resolve("print"));
        Files.copy(cards.print("WARMUP"), frame);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (TerminalProcess terminal = TerminalProcess.run(home, "file:" + frame)) {
            terminal.awaitLine("accepted LOGIN");
            Door door = new Door(home);
            ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
            Future<List<String>> shown = threads.submit(() -> show(cards, frame, terminal));
            List<Future<?>> clients = new ArrayList<>();
            for (String path : List.of("/health", "/status", "/scans/recent?limit=5", "/")) {
                clients.add(threads.submit(() -> ask(terminal, path, answers)));
            }

            List<String> gaps = swapAll(door);
            done.set(true);
            List<String> codes = shown.get(60, TimeUnit.SECONDS);
            for (Future<?> client : clients) {
                client.get(60, TimeUnit.SECONDS);
            }

            System.out.printf(
                    "%d swaps, %d cards, %d requests, longest answer %d ms, gaps in us: %s%n",
                    SWAPS * SWAPPED.size(),
                    codes.size(),
                    answers.size(),
                    answers.stream()
                            .mapToLong(answer -> answer.took().toMillis())
                            .max()
                            .orElse(-1),
                    gaps);
            assertThat(Ledger.column(home, "SELECT code FROM scan WHERE status = 'PRESENT' ORDER BY sequence"))
                    .containsExactlyElementsOf(codes);
            assertThat(codes).hasSizeGreaterThan(SWAPS);
            assertThat(answers).filteredOn(answer -> answer.status() != 200).isEmpty();
            assertThat(answers)
                    .filteredOn(answer -> answer.took().compareTo(LONGEST_ANSWER) > 0)
                    .isEmpty();
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    /** Holds up one card after the other, each for 200 ms and until it was accepted, as a student does. */
    private List<String> show(Cards cards, Path frame, TerminalProcess terminal) throws Exception {
        List<String> codes = new ArrayList<>(List.of("WARMUP"));
        while (!done.get() && codes.size() < MOST_CARDS) {
            String code = String.format(Locale.ROOT, "S%04d", codes.size());
            codes.add(code);
            Path print = cards.print(code);
            long until = System.nanoTime() + SHOWN.toNanos();
            Files.move(print, frame, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            terminal.await(
                    code + " to be accepted",
                    Duration.ofSeconds(15),
                    () -> Ledger.announced(terminal.lines()).size() >= codes.size());
            TimeUnit.NANOSECONDS.sleep(until - System.nanoTime());
        }
        return codes;
    }

    private void ask(TerminalProcess terminal, String path, ConcurrentLinkedQueue<Answer> answers) {
        while (!done.get()) {
            long began = System.nanoTime();
            int status;
            try {
                status = terminal.get(path).statusCode();
                TimeUnit.MILLISECONDS.sleep(3);
            } catch (java.io.IOException e) {
                // A refused or broken connection is an answer, too: one that the assertion does not let pass.
                status = -1;
            } catch (InterruptedException e) {
                return;
            }
            answers.add(new Answer(path, status, Duration.ofNanos(System.nanoTime() - began)));
        }
    }

    private List<String> swapAll(Door door) throws Exception {
        List<String> gaps = new ArrayList<>();
        for (int swap = 0; swap < SWAPS; swap++) {
            for (String name : SWAPPED) {
                Path original = Build.bundle(name);
                String version = swap % 2 == 0 ? "0.1.1" : "0.1.0";
                Path jar = swap % 2 == 0
                        ? JarVariant.of(original, "Bundle-Version", version, folder.resolve(name + ".jar"))
                        : original;
                Map<String, String> before = door.bundles("started");
                HttpResponse<String> pushed = door.push(jar);
                assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(200);
                gaps.add(pushed.body().replaceAll(".*\"gapMicros\":([0-9]+).*", "$1"));
                Map<String, String> after = door.bundles("started");
                assertThat(door.bundles("version")).containsEntry(name, version);
                assertThat(after.remove(name)).isNotEqualTo(before.remove(name));
                assertThat(after).as("bundles that were not replaced").isEqualTo(before);
                TimeUnit.MILLISECONDS.sleep(150);
            }
        }
        return gaps;
    }
}
