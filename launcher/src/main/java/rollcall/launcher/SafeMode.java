package rollcall.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Generations;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;

/**
 * What a technician can do in safe mode: see why, take the log and the scans away, go back, try a normal start again.
 *
 * <p>Configuration and store run; nothing takes scans, and the page says so. It begins after six runs in a row that
 * ended unasked within ten minutes of their start ({@link StartCount}).
 */
final class SafeMode {
    /** Enough for the last start and its end. */
    private static final int LOG_LINES = 400;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Home home;
    private final Generations generations;
    private final Generation generation;
    private final StartCount count;
    private final Runnable restart;

    /**
     * @param generation the one that runs
     * @param restart ends the process so that it is started again; returns at once
     */
    SafeMode(Home home, Generations generations, Generation generation, StartCount count, Runnable restart) {
        this.home = home;
        this.generations = generations;
        this.generation = generation;
        this.count = count;
        this.restart = restart;
    }

    /** The bundles up to this start level run. */
    static int level(StartCount count) {
        // The first level is libraries: nothing of ours runs, and the door and the page still answer.
        return count.noBundles() ? 1 : Terminal.STORE_LEVEL;
    }

    /** Why, for anybody. */
    String state(LastRun.End last) {
        return "It ended unasked " + count.count() + " times in a row, each within ten minutes of its start (last: "
                + last.words() + "). No scans are taken until it starts normally; what was accepted before is kept.";
    }

    RescuePage open(int port, LastRun.End last, Terminal terminal) throws IOException {
        RescueCode code = RescueCode.make(home);
        return RescuePage.open(
                port,
                code,
                state(last),
                Map.of(
                        "restart", form -> restart(),
                        "back", form -> back(),
                        "log", form -> log(),
                        "export", form -> export(terminal, form)));
    }

    private RescuePage.Reply restart() {
        try {
            count.reset();
        } catch (IOException e) {
            return RescuePage.Reply.text(507, "Nothing was changed: " + Reason.of(e) + "\n");
        }
        return RescuePage.Reply.text(200, "It starts normally now; look at the page in a moment.\n")
                .then(restart);
    }

    private RescuePage.Reply back() {
        try {
            Optional<Generation> before = generations.before(generation);
            if (before.isEmpty()) {
                return RescuePage.Reply.text(
                        409,
                        "There is no whole generation before " + generation.number()
                                + ". Take the scans away with \"Export\" and install anew.\n");
            }
            generations.makeCurrent(before.get());
            count.reset();
            return RescuePage.Reply.text(
                            200,
                            "Generation " + before.get().number() + " of "
                                    + before.get().created() + " starts now; look at the page in a moment.\n")
                    .then(restart);
        } catch (IOException e) {
            return RescuePage.Reply.text(507, "Nothing was changed: " + Reason.of(e) + "\n");
        }
    }

    private RescuePage.Reply log() {
        try (Stream<Path> files = Files.list(home.logs())) {
            Optional<Path> newest = files.filter(
                            file -> file.getFileName().toString().matches("rollcall\\.0\\.jsonl"))
                    .max(Comparator.comparing(Path::toString));
            List<String> lines = newest.isPresent() ? Files.readAllLines(newest.get()) : List.of();
            String tail = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()).stream()
                    .collect(Collectors.joining("\n", "", "\n"));
            return RescuePage.Reply.text(200, tail);
        } catch (IOException e) {
            return RescuePage.Reply.text(500, "The log cannot be read: " + Reason.of(e) + "\n");
        }
    }

    private static RescuePage.Reply export(Terminal terminal, Map<String, String> form) {
        try {
            BundleCommands commands = new BundleCommands(terminal.framework().getBundleContext());
            Optional<BundleCommand> command = commands.find("export", PATIENCE);
            if (command.isEmpty()) {
                return RescuePage.Reply.text(
                        503, "The store does not run; take the file data/attendance.db out of the terminal's home.\n");
            }
            StringBuilder rows = new StringBuilder();
            StringBuilder errors = new StringBuilder();
            int ended = command.get()
                    .run(List.of(form.getOrDefault("from", ""), form.getOrDefault("to", ""), "csv"), text -> {
                        OutputLine line = OutputLine.of(text);
                        if (line.kind() == OutputLine.Kind.OUT) {
                            rows.append(line.text()).append("\r\n");
                        } else if (line.kind() == OutputLine.Kind.ERR) {
                            errors.append(line.text()).append('\n');
                        }
                    });
            return ended == ExitCode.OK.number()
                    ? RescuePage.Reply.file(
                            "scans.csv",
                            "text/csv; charset=utf-8",
                            rows.toString().getBytes(StandardCharsets.UTF_8))
                    : RescuePage.Reply.text(400, errors.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return RescuePage.Reply.text(503, "The terminal is stopping.\n");
        }
    }
}
