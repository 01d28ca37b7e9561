package rollcall.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.launcher.home.Home;

/** What the next start makes of what a run left behind. */
class LastRunTest {
    @TempDir
    private Path folder;

    private Home home = new Home(Path.of("."));

    @BeforeEach
    void begin() throws Exception {
        home = new Home(folder);
        HomeFolders.prepare(home);
    }

    private RunRecord running() throws Exception {
        return RunRecord.begin(home, Instant.EPOCH, LastRun.of(home));
    }

    private static StopOutcome outcome(List<BoundedDeed.Result> parts) {
        return new StopOutcome(
                parts,
                new EnumMap<StopPhase, Long>(StopPhase.class),
                true,
                true,
                false,
                Optional.empty(),
                Duration.ofMillis(7));
    }

    private void change(String pattern, String replacement) throws Exception {
        Path file = RunRecord.file(home);
        String before = Files.readString(file);
        String after = before.replaceFirst(pattern, replacement);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
    }

    private LastRun.End end() throws Exception {
        return LastRun.of(home).end();
    }

    @Test
    void a_first_start_has_none_before_it() throws Exception {
        assertThat(end()).isEqualTo(LastRun.End.NONE);
    }

    @Test
    void an_end_in_order_is_clean_and_one_that_left_something_behind_is_not() throws Exception {
        running().end(outcome(List.of()), "command", Optional.of(StopPlan.STATE_FILE), Instant.EPOCH);
        assertThat(LastRun.of(home).tookMillis()).isEqualTo(7);
        assertThat(end()).isEqualTo(LastRun.End.CLEAN);
        BoundedDeed.Result left = new BoundedDeed.Result("deaf", 5, "left behind", List.of("a.B.c"), Map.of());
        running().end(outcome(List.of(left)), "SIGTERM", Optional.of("elsewhere/state.json"), Instant.EPOCH);
        assertThat(end()).isEqualTo(LastRun.End.UNCLEAN);
        assertThat(Files.readString(folder.resolve("elsewhere/state.json")))
                .contains("\"clean_shutdown\" : false", "\"cause\" : \"SIGTERM\"")
                .containsPattern("\"deaf\" : \\[ \"a.B.c\" ]");
    }

    @Test
    void an_end_by_code_of_a_bundle_is_told_apart() throws Exception {
        running()
                .end(
                        outcome(List.of()).endedBy(Optional.of("a.B")),
                        "exit",
                        Optional.of(StopPlan.STATE_FILE),
                        Instant.EPOCH);
        assertThat(end()).isEqualTo(LastRun.End.EXIT);
        assertThat(Files.readString(folder.resolve(StopPlan.STATE_FILE)))
                .contains("\"exit_caller\" : \"a.B\"", "\"clean_shutdown\" : false");
    }

    @Test
    void without_a_receipt_the_end_is_known_all_the_same() throws Exception {
        running().end(outcome(List.of()), "command", Optional.empty(), Instant.EPOCH);
        assertThat(folder.resolve(StopPlan.STATE_FILE)).doesNotExist();
        assertThat(end()).isEqualTo(LastRun.End.CLEAN);
    }

    @Test
    void a_run_that_says_nothing_was_killed() throws Exception {
        running();
        assertThat(end()).isEqualTo(LastRun.End.KILLED);
    }

    @Test
    void another_boot_means_that_the_power_was_cut_or_the_machine_reset_by_its_watchdog() throws Exception {
        running();
        change("\"boot_id\":\"[^\"]*\"", "\"boot_id\":\"another\"");
        assertThat(end()).isEqualTo(LastRun.End.POWER_CUT);
        Path device = Files.createDirectories(folder.resolve("watchdog/watchdog0"));
        Files.writeString(device.resolve("bootstatus"), "32\n");
        assertThat(LastRun.of(home, folder.resolve("watchdog")).end()).isEqualTo(LastRun.End.WATCHDOG);
        Files.writeString(device.resolve("bootstatus"), "0\n");
        assertThat(LastRun.of(home, folder.resolve("watchdog")).end()).isEqualTo(LastRun.End.POWER_CUT);
    }

    @ParameterizedTest
    @CsvSource({
        "#  SIGSEGV (0xb) at pc=0x00007f, CRASH",
        "#  fatal error: OutOfMemory encountered: Java heap space, OUT_OF_MEMORY",
        "# There is insufficient memory for the Java Runtime Environment to continue., OUT_OF_MEMORY"
    })
    void a_trace_of_java_tells_what_broke(String line, LastRun.End expected) throws Exception {
        running();
        Path trace = Files.writeString(folder.resolve("trace"), line);
        change("\"trace\":\"[^\"]*\"", "\"trace\":\"" + trace + "\"");
        assertThat(end()).isEqualTo(expected);
        change("\"trace_before\":\"\"", "\"trace_before\":\"" + RunRecord.age(trace) + "\"");
        assertThat(end()).as("the trace of another process of that number").isEqualTo(LastRun.End.KILLED);
    }

    @ParameterizedTest
    @CsvSource({
        "watchdog dumped ABRT, WATCHDOG",
        "oom-kill killed KILL, OUT_OF_MEMORY",
        "core-dump dumped SEGV, CRASH",
        "timeout killed KILL, KILLED",
        "signal killed KILL, KILLED",
        "'', KILLED"
    })
    void a_service_manager_may_know_more(String said, LastRun.End expected) throws Exception {
        running();
        Files.writeString(RunRecord.exit(home), said + "\n");
        assertThat(end()).isEqualTo(expected);
        running();
        assertThat(end()).as("of the run after it").isEqualTo(LastRun.End.KILLED);
    }

    @ParameterizedTest
    @CsvSource({"garbage", "'{\"clean\":tr'", "'{}'", "'[1,2]'"})
    void a_damaged_record_is_no_clean_end(String text) throws Exception {
        running();
        Files.writeString(RunRecord.file(home), text);
        assertThat(end().isInOrder()).isFalse();
    }

    @Test
    void ends_are_counted_over_runs() throws Exception {
        running();
        running();
        running().end(outcome(List.of()), "command", Optional.empty(), Instant.EPOCH);
        running();
        change("\"boot_id\":\"[^\"]*\"", "\"boot_id\":\"another\"");
        assertThat(LastRun.of(home).ends()).isEqualTo("clean=1,killed=2,power cut=1");
    }
}
