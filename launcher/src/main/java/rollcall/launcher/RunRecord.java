package rollcall.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rollcall.launcher.home.DurableFile;
import rollcall.launcher.home.Home;

/**
 * What {@link LastRun} goes by: {@code run/last-run.json}, durable from the start of a run, and again when it has ended. Of one
 * thread.
 */
final class RunRecord {
    private static final String ERROR_FILE = "-XX:ErrorFile=";

    private final Home home;
    private final String run = UUID.randomUUID().toString();
    private final Instant started;
    private final LastRun before;

    private RunRecord(Home home, Instant started, LastRun before) {
        this.home = home;
        this.started = started;
        this.before = before;
    }

    /** Notes that the terminal runs from now on. */
    static RunRecord begin(Home home, Instant now, LastRun before) throws IOException {
        RunRecord record = new RunRecord(home, now, before);
        // Of the run before; looked at by now.
        Files.deleteIfExists(exit(home));
        record.write(Optional.empty());
        return record;
    }

    /** Notes how it ended, in the receipt if there is to be one, and for the next start; both are durable when this returns. */
    void end(StopOutcome outcome, String cause, Optional<String> stateFile, Instant now) throws IOException {
        if (stateFile.isPresent()) {
            new Receipt(run, cause, started, now, outcome)
                    .write(home.root().resolve(stateFile.get()).normalize());
        }
        write(Optional.of(outcome));
    }

    private void write(Optional<StopOutcome> outcome) throws IOException {
        Path trace = trace();
        String traceBefore = age(trace);
        Answer text = Answer.of(200, json -> {
            json.writeStringField("run", run);
            json.writeNumberField("pid", ProcessHandle.current().pid());
            json.writeStringField("boot_id", LastRun.boot());
            json.writeStringField("trace", trace.toString());
            json.writeStringField("trace_before", traceBefore);
            json.writeStringField("ends", before.ends());
            if (outcome.isPresent()) {
                if (outcome.get().exitCaller().isPresent()) {
                    json.writeStringField(
                            "exit_caller", outcome.get().exitCaller().get());
                }
                json.writeBooleanField("clean", outcome.get().isClean());
                json.writeNumberField("took_ms", outcome.get().took().toMillis());
            }
        });
        DurableFile.write(file(home), text.body());
    }

    /** Where Java writes of its own breakdown. */
    private static Path trace() {
        List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
        String pid = String.valueOf(ProcessHandle.current().pid());
        return options.stream()
                .filter(option -> option.startsWith(ERROR_FILE))
                .map(option -> option.substring(ERROR_FILE.length()).replace("%p", pid))
                .findFirst()
                .map(Path::of)
                .orElse(Path.of("hs_err_pid" + pid + ".log"))
                .toAbsolutePath();
    }

    /** What tells a file from an older one of that name. */
    static String age(Path file) throws IOException {
        return Files.exists(file) ? String.valueOf(Files.getLastModifiedTime(file)) : "";
    }

    static Path file(Home home) {
        return home.run().resolve("last-run.json");
    }

    /** Written by a service manager that saw the process end. */
    static Path exit(Home home) {
        return home.run().resolve("exit");
    }
}
