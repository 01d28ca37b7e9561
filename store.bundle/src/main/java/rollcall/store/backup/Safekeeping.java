package rollcall.store.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.sqlite.SqliteLedger;
import rollcall.store.sqlite.StoreConfig;
import rollcall.store.sqlite.StoreSettings;

/**
 * Makes the backup that is due and the audit of the day, on a thread named {@code safekeeping}.
 *
 * <p>These backups hold the database and the settings but no photos, which lie on the same card and would fill it.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "rollcall.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Safekeeping {
    private static final System.Logger LOG = System.getLogger("rollcall.store");
    private static final int KEPT = 3;
    private static final Duration AUDIT = Duration.ofDays(1);

    /** The first look waits until the start is over. */
    private static final long FIRST_SECONDS = 60;

    private static final long LOOK_SECONDS = 600;

    private final BackupFolder backups;
    private final Backup backup;
    private final SqliteLedger ledger;
    private final int hours;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "safekeeping"));

    /** The store is asked for so that its tables are up to date, and not for anything it does. */
    @Activate
    public Safekeeping(
            BundleContext context, @Reference ScanStore store, @Reference SqliteLedger ledger, StoreConfig config)
            throws StoreException {
        this(
                Path.of(String.valueOf(context.getProperty("rollcall.home"))),
                ledger,
                StoreSettings.device(config),
                config.backupHours(),
                Clock.systemUTC());
        if (context.getProperty("rollcall.maintenance") == null) {
            var unused = thread.scheduleWithFixedDelay(this::look, FIRST_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    Safekeeping(Path home, SqliteLedger ledger, String device, int hours, Clock clock) {
        this.backups = new BackupFolder(home);
        this.backup = new Backup(home, device, clock);
        this.ledger = ledger;
        this.hours = hours;
        this.clock = clock;
    }

    private void look() {
        try {
            step();
        } catch (StoreException | IOException e) {
            LOG.log(System.Logger.Level.WARNING, "no backup or audit this time: {0}", e.getMessage());
        } catch (RuntimeException e) {
            // The one place where this loop catches; a schedule ends for good at the first exception.
            LOG.log(System.Logger.Level.ERROR, "no backup or audit this time", e);
        }
    }

    /** Does what is due. */
    void step() throws StoreException, IOException {
        Instant now = clock.instant();
        if (Duration.between(ledger.lastAudit().at(), now).compareTo(AUDIT) >= 0) {
            long unaccounted = ledger.audit(clock).unaccounted();
            if (unaccounted != 0) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "{0} accepted scans cannot be accounted for; run: ./rollcall verify",
                        unaccounted);
            }
        }
        Optional<Instant> newest = backups.newest();
        boolean due = newest.isEmpty()
                || Duration.between(newest.get(), now).compareTo(Duration.ofHours(hours)) >= 0
                // A clock that stepped back must not put backups off for years.
                || newest.get().isAfter(now.plus(Duration.ofHours(hours)));
        if (hours > 0 && due) {
            backup.make(backups.path(now), false, line -> {});
            backups.keep(KEPT);
        }
    }

    @Deactivate
    public void close() throws InterruptedException {
        thread.shutdownNow();
        // A copy that is being made belongs to a database that is about to close.
        if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.log(System.Logger.Level.WARNING, "a backup did not end within 10 s");
        }
    }
}
