package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a bundle does while it is stopped: the store is closed, the receipt is right, the process is gone. */
class ShutdownTest {
    private static final int MOMENTS = Boolean.getBoolean("rollcall.nightly") ? 200 : 4;

    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private String receipt() throws Exception {
        return Files.readString(home().resolve("data/system_state.json"));
    }

    private TerminalProcess start() throws Exception {
        return TerminalProcess.run(home(), "demo:?cards=1000&rate=20");
    }

    /** Adds a bundle that does this when it is stopped. */
    private void add(String name, int level, String deed) throws Exception {
        Path work = Files.createDirectories(folder.resolve(name));
        Files.writeString(work.resolve("Bad.java"), """
            import org.osgi.framework.*;
            public class Bad implements BundleActivator {
                public void start(BundleContext context) {}
                public void stop(BundleContext context) throws Exception {
                    %s
                }
            }
            """.formatted(deed));
        Path jar = SourceBundle.compile(
                work,
                SourceBundle.manifest(Map.of(
                        "Bundle-SymbolicName", name,
                        "Bundle-Version", "1.0.0",
                        "Bundle-Activator", "Bad",
                        "Import-Package", "org.osgi.framework")));
        SourceBundle.install(home(), jar, name, level);
    }

    private void assertStored() throws Exception {
        assertThat(receipt()).contains("\"store_closed\" : true");
        assertThat(home().resolve("data/attendance.db-wal")).doesNotExist();
        assertThat(Ledger.integrity(home())).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({
        "hangs, Thread.sleep(1000000);, was left behind|stopped only when interrupted",
        "deaf, 'while (true) { try { Thread.sleep(1000); } catch (InterruptedException e) { } }', was left behind",
        "throws, throw new IllegalStateException(\"on purpose\");, on purpose",
        "exits, System.exit(7);, was left behind"
    })
    void a_bad_bundle_costs_only_itself(String name, String deed, String said) throws Exception {
        start().close();
        add("bad." + name, 75, deed);
        TerminalProcess terminal = start();
        terminal.awaitLine("accepted");
        assertThat(terminal.terminate()).isEqualTo(143);
        assertThat(terminal.output())
                .containsPattern("bad\\." + name + ".*(" + said + ")")
                .contains("rollcall: stopped");
        assertStored();
        boolean left = name.equals("deaf") || name.equals("exits");
        assertThat(receipt()).contains("\"clean_shutdown\" : " + !left);
        if (left) {
            assertThat(receipt()).containsPattern("\"abandoned\" : \\{\\s*\"bad." + name + "\" : \\[ \"");
            try (TerminalProcess again = start()) {
                assertThat(again.output()).contains("the last stop was not in order: unclean");
            }
        }
    }

    @Test
    void many_that_hang_together_leave_the_store_its_time() throws Exception {
        start().close();
        for (int i = 0; i < 6; i++) {
            add("deaf" + i, 61 + i, "while (true) { try { Thread.sleep(1000); } catch (InterruptedException e) { } }");
        }
        TerminalProcess terminal = start();
        terminal.awaitLine("accepted");
        assertThat(terminal.terminate()).isEqualTo(143);
        assertStored();
        // The camera stands above them and the rest between and below them: each was stopped, none was passed over.
        assertThat(receipt()).contains("\"rollcall.camera\"", "\"rollcall.http\"", "\"deaf5\"", "\"deaf0\"");
    }

    @Test
    void stop_is_a_command() throws Exception {
        TerminalProcess terminal = start();
        assertThat(TerminalProcess.output(0, home(), "stop")).contains("stopped");
        assertThat(terminal.exitCode()).isZero();
        assertStored();
        assertThat(receipt())
                .contains("\"clean_shutdown\" : true", "\"shutdown_time\"", "\"components\"", "\"abandoned\" : { }");
        assertThat(TerminalProcess.output(1, home(), "stop")).contains("no terminal runs");
    }

    @Test
    void the_next_start_tells_how_the_last_run_ended() throws Exception {
        TerminalProcess first = start();
        assertThat(first.output()).doesNotContain("last stop");
        first.kill();
        TerminalProcess second = start();
        assertThat(second.output()).contains("the last stop was not in order: killed");
        second.kill();
        Path running = home().resolve("run/last-run.json");
        Files.writeString(
                running, Files.readString(running).replaceFirst("\"boot_id\":\"[^\"]*\"", "\"boot_id\":\"x\""));
        TerminalProcess third = start();
        assertThat(third.output()).contains("the last stop was not in order: power cut");
        assertThat(third.terminate()).isEqualTo(143);
        try (TerminalProcess fourth = start()) {
            assertThat(fourth.output()).doesNotContain("last stop");
        }
        Files.writeString(running, "garbage");
        try (TerminalProcess fifth = start()) {
            assertThat(fifth.output()).contains("the last stop was not in order");
        }
    }

    @Test
    void a_signal_at_any_moment_of_a_run_closes_the_store() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < MOMENTS; i++) {
            TerminalProcess terminal = start();
            Thread.sleep(random.nextInt(1_500));
            assertThat(terminal.terminate()).isEqualTo(143);
            assertStored();
            assertThat(receipt()).contains("\"clean_shutdown\" : true");
        }
        assertThat(List.of(Ledger.integrity(home()))).containsExactly("ok");
    }
}
