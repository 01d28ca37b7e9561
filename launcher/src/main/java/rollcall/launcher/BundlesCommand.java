package rollcall.launcher;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rollcall.launcher.home.BundleEntry;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Generations;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;
import rollcall.launcher.update.UpdateHistory;
import rollcall.launcher.update.UpdateJournal;
import rollcall.launcher.update.UpdateRecord;

/** {@code rollcall bundles}: where each bundle of the current generation came from. */
@Command(
        name = "bundles",
        description = "Tell of each bundle of the current generation which update brought it, and whose key signed it.",
        mixinStandardHelpOptions = true)
final class BundlesCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Override
    public Integer call() throws LauncherException {
        Home home = homeOption.home();
        try {
            Generations generations = new Generations(home, new BundleStore(home));
            int number = generations.currentNumber();
            if (number == 0) {
                System.out.println("nothing is installed in " + home.root() + " yet");
                return ExitCode.OK.number();
            }
            Generation current = generations.read(number);
            List<UpdateRecord> updates =
                    UpdateHistory.of(UpdateJournal.read(home)).records();
            for (BundleEntry entry : current.bundles()) {
                System.out.printf(
                        "%-42s %-14s %s  %s%n",
                        entry.symbolicName(), entry.version(), entry.sha256().substring(0, 12), origin(entry, updates));
            }
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw new LauncherException(ExitCode.FAILED, "the generation cannot be read: " + Reason.of(e), e);
        }
    }

    private static String origin(BundleEntry entry, List<UpdateRecord> updates) {
        return updates.stream()
                .filter(update -> update.bundles().stream()
                        .anyMatch(bundle -> bundle.text("sha256").equals(entry.sha256())))
                .reduce((a, b) -> b)
                .map(update -> "update " + update.number() + ", key "
                        + update.details().text("keyName"))
                .orElse("the build");
    }
}
