package rollcall.launcher;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Generations;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.JsonObject;
import rollcall.launcher.home.Reason;
import rollcall.launcher.home.SystemDisk;
import rollcall.launcher.update.Leftovers;

/** {@code rollcall generations}: what can be gone back to. */
@Command(
        name = "generations",
        description = "Tell what runs and what can be gone back to, newest first.",
        mixinStandardHelpOptions = true,
        subcommands = GenerationsCommand.Collect.class)
final class GenerationsCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Override
    public Integer call() throws LauncherException {
        Home home = homeOption.home();
        try {
            Generations generations = new Generations(home, new BundleStore(home));
            if (!generations.any()) {
                System.out.println("nothing is installed in " + home.root() + " yet");
                return ExitCode.OK.number();
            }
            int current = generations.currentNumber();
            for (Generation generation : generations.all()) {
                System.out.printf(
                        "%s %4d  %s  %s%s%n",
                        generation.number() == current ? "*" : " ",
                        generation.number(),
                        generation.created(),
                        generation.reason(),
                        generations.isWhole(generation.number()) ? "" : "  (DAMAGED: a jar is missing or changed)");
            }
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE, "home " + home.root() + " cannot be used: " + Reason.of(e), e);
        }
    }

    /** Makes room. */
    @Command(
            name = "gc",
            description =
                    "Remove old generations and the jars that only they need. What runs and what ran before it stay.",
            mixinStandardHelpOptions = true)
    static final class Collect implements Callable<Integer> {
        @Mixin
        private HomeOption homeOption = new HomeOption();

        @Option(
                names = "--keep",
                paramLabel = "N",
                description = "How many of the newest stay (default: ${DEFAULT-VALUE}).")
        private int keep = 10;

        @Override
        public Integer call() throws LauncherException, InterruptedException {
            if (keep < 1) {
                throw new LauncherException(ExitCode.USAGE, "--keep " + keep + ": at least 1");
            }
            JsonObject removed = collect(homeOption.home());
            System.out.printf(
                    "%d generations and %d jars removed, %.1f MiB%n",
                    removed.number("generations"), removed.number("jars"), removed.number("bytes") / 1048576.0);
            return ExitCode.OK.number();
        }

        private JsonObject collect(Home home) throws LauncherException, InterruptedException {
            HomeFolders.prepare(home);
            try {
                Optional<ProcessLock> free = ProcessLock.tryTake(home);
                if (free.isEmpty()) {
                    return new DoorClient(home).send("/generations/gc?keep=" + keep);
                }
                try (ProcessLock lock = free.get()) {
                    Generations generations = new Generations(home, new BundleStore(home));
                    Generation current = generations
                            .choose()
                            .generation()
                            .orElseThrow(() -> new LauncherException(
                                    ExitCode.NO_GENERATION,
                                    "no generation of " + home.root() + " is whole; nothing is removed"));
                    return new Leftovers(home, new SystemDisk())
                            .collect(keep, current)
                            .toJson();
                }
            } catch (IOException e) {
                throw new LauncherException(
                        ExitCode.HOME_UNUSABLE, "home " + home.root() + " cannot be used: " + Reason.of(e), e);
            }
        }
    }
}
