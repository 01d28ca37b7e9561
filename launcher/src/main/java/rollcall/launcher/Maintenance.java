package rollcall.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Generations;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;

/**
 * A start of the bundles for one command while the terminal does not run: configuration and store, no page, no camera.
 *
 * <p>The framework property {@code rollcall.maintenance} is {@code true}. Whoever uses it holds the process lock.
 */
final class Maintenance {
    /** The level of the store; what opens ports or cameras is above it. */
    private static final int LEVEL = Terminal.STORE_LEVEL;

    /** Bundles start within seconds; one that is not there by now will not come. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Home home;

    Maintenance(Home home) {
        this.home = home;
    }

    /** Whether there is anything to start. */
    static boolean possible(Home home) throws IOException {
        return new Generations(home, new BundleStore(home)).any();
    }

    /** Starts the bundles, runs the command, stops them; returns the command's exit code. */
    int run(String name, List<String> arguments, Consumer<OutputLine> lines)
            throws LauncherException, InterruptedException {
        Logs.openQuiet(home);
        // The driver unpacks its native library; the default would be the machine's /tmp, often mounted noexec.
        System.setProperty("org.sqlite.tmpdir", home.run().toString());
        BundleStore store = new BundleStore(home);
        Terminal terminal =
                Terminal.start(home, store, generation(store, lines), Map.of("rollcall.maintenance", "true"), LEVEL);
        // For Ctrl-C; after a normal end there is nothing left to stop.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(terminal, lines), "stop"));
        try {
            return run(terminal, name, arguments, lines);
        } finally {
            stop(terminal, lines);
        }
    }

    private static int run(Terminal terminal, String name, List<String> arguments, Consumer<OutputLine> lines)
            throws LauncherException, InterruptedException {
        BundleCommands commands = new BundleCommands(terminal.framework().getBundleContext());
        Optional<BundleCommand> command = commands.find(name, PATIENCE);
        if (command.isEmpty()) {
            throw new LauncherException(
                    ExitCode.FAILED, commands.unknown(name) + "; what did not start is in data/logs");
        }
        Optional<String> obstacle = command.get().obstacle(false);
        if (obstacle.isPresent()) {
            throw new LauncherException(ExitCode.FAILED, obstacle.get());
        }
        return command.get().run(arguments, line -> lines.accept(OutputLine.of(line)));
    }

    /** The generation that the terminal would start. Falling back for good is left to the terminal. */
    private Generation generation(BundleStore store, Consumer<OutputLine> lines) throws LauncherException {
        try {
            Generations.Choice choice = new Generations(home, store).choose();
            choice.problems().forEach(problem -> lines.accept(OutputLine.of("! DAMAGED " + problem)));
            return choice.generation()
                    .orElseThrow(() -> new LauncherException(
                            ExitCode.NO_GENERATION,
                            "no generation of " + home.root() + " is whole; install again with: ./rollcall run --home "
                                    + home.root()));
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE, "home " + home.root() + " cannot be used: " + Reason.of(e), e);
        }
    }

    private static void stop(Terminal terminal, Consumer<OutputLine> lines) {
        try {
            for (BoundedDeed.Result left : terminal.stop().abandoned()) {
                lines.accept(OutputLine.of("! " + left.name() + " did not stop; the process ends without it"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
