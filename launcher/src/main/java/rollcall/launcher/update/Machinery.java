package rollcall.launcher.update;

import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Disk;
import rollcall.launcher.home.Generations;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.SystemDisk;
import rollcall.launcher.trust.TrustStore;

/** What updates are made with, on one home. */
public record Machinery(
        Home home,
        Disk disk,
        Clock clock,
        BundleStore store,
        Generations generations,
        TrustStore trust,
        UpdateJournal journal) {
    /**
     * On the machine's own disk, by its own clock. For the holder of the home's lock.
     *
     * @param say gets a line if the journal was damaged
     */
    public static Machinery of(Home home, BundleStore store, Generations generations, Consumer<String> say)
            throws IOException {
        Disk disk = new SystemDisk();
        Clock clock = Clock.systemUTC();
        return new Machinery(
                home,
                disk,
                clock,
                store,
                generations,
                new TrustStore(home, disk, clock),
                UpdateJournal.open(home, disk, clock, say));
    }
}
