package rollcall.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import rollcall.leaver.Leaver;

class ExitCallerTest {
    /** What a process of its own prints in its shutdown hook. */
    public static void main(String[] arguments) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.println("ended by " + ExitCaller.of(Thread.getAllStackTraces()));
        }));
        System.out.println("runs");
        switch (arguments[0]) {
            case "leaver" -> Leaver.leave();
            case "launcher" -> System.exit(0);
            default -> TimeUnit.SECONDS.sleep(60);
        }
    }

    private static Process process(String how) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExitCallerTest.class.getName(),
                        how)
                .redirectErrorStream(true)
                .start();
    }

    private static String last(Process process) throws IOException, InterruptedException {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            String last = in.lines().reduce("", (before, line) -> line);
            process.waitFor();
            return last;
        }
    }

    @Test
    void code_of_others_that_ends_the_process_is_named() throws Exception {
        assertThat(last(process("leaver"))).isEqualTo("ended by Optional[" + Leaver.class.getName() + "]");
    }

    @Test
    void the_launchers_own_end_is_nobody_elses() throws Exception {
        assertThat(last(process("launcher"))).isEqualTo("ended by Optional.empty");
    }

    @Test
    void a_signal_is_no_call() throws Exception {
        Process process = process("sleeper");
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(in.readLine()).isEqualTo("runs");
            process.toHandle().destroy();
            assertThat(in.readLine()).isEqualTo("ended by Optional.empty");
        }
    }
}
