package rollcall.alerts.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process at any moment between condition and delivery: what was kept arrives, and never under two keys. */
class CrashTest {
    private static final int KILLS = Boolean.getBoolean("rollcall.nightly") ? 1_000 : 15;
    private static final int AT_ONCE = 400;

    @TempDir
    private Path folder;

    private final Set<String> kept = new HashSet<>();

    private Process start(int first, long seed, int count) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashVictim.class.getName(),
                        folder.toString(),
                        String.valueOf(first),
                        String.valueOf(seed),
                        String.valueOf(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void what_was_kept_arrives_and_never_under_two_keys() throws Exception {
        Random random = new Random(20261125);
        for (int i = 0; i < KILLS; i++) {
            Process victim = start(i * AT_ONCE, random.nextLong(), AT_ONCE);
            BufferedReader said = victim.inputReader();
            note(said.readLine());
            Thread.sleep(random.nextInt(150));
            // By its handle: Process.destroyForcibly would close what it said.
            victim.toHandle().destroyForcibly();
            victim.waitFor();
            said.lines().forEach(this::note);
        }
        Process last = start(0, 1, 0);
        assertThat(last.inputReader().readLine()).isEqualTo("done");
        assertThat(last.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kept).hasSizeGreaterThan(KILLS);
        Map<String, Set<String>> keys = new HashMap<>();
        Map<String, String> contents = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("received"))) {
            List<String> words = List.of(line.split(" "));
            assertThat(contents.merge(words.get(0), line, (before, now) -> before))
                    .as("the same key, the same content")
                    .isEqualTo(line);
            words.subList(1, words.size())
                    .forEach(source -> keys.computeIfAbsent(source, name -> new HashSet<>())
                            .add(words.get(0)));
        }
        assertThat(keys.keySet()).containsAll(kept);
        assertThat(keys.values()).allMatch(of -> of.size() == 1);
    }

    private void note(@Nullable String line) {
        if (line != null && line.startsWith("kept n")) {
            kept.add(line.substring("kept ".length()));
        }
    }
}
