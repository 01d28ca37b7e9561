package rollcall.store.health;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import rollcall.store.backup.BackupFolder;
import rollcall.store.sqlite.StoreConfig;

/** Whether the newest backup in {@code data/backups} is as young as it should be. */
@Component(
        service = HealthCheck.class,
        property = {
            "hc.name=backup",
            "hc.tags=store",
            "rollcall.do=Make one with ./rollcall backup, and look at the free space."
        },
        configurationPid = "rollcall.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class BackupCheck implements HealthCheck {
    /** A backup may be late by as long as it takes until it is due again. */
    private static final int LATE = 2;

    private final BackupFolder backups;
    private final int hours;
    private final Clock clock;

    @Activate
    public BackupCheck(BundleContext context, StoreConfig config) {
        this(
                new BackupFolder(Path.of(String.valueOf(context.getProperty("rollcall.home")))),
                config.backupHours(),
                Clock.systemUTC());
    }

    BackupCheck(BackupFolder backups, int hours, Clock clock) {
        this.backups = backups;
        this.hours = hours;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        if (hours == 0) {
            return new Result(Result.Status.OK, "backups are switched off (store.backupHours = 0)");
        }
        try {
            Optional<Instant> newest = backups.newest();
            if (newest.isEmpty()) {
                return new Result(Result.Status.WARN, "there is no backup yet; make one with: ./rollcall backup");
            }
            Duration age = Duration.between(newest.get(), clock.instant());
            if (age.compareTo(Duration.ofHours((long) LATE * hours)) <= 0) {
                return new Result(Result.Status.OK, "the newest backup is " + age.toHours() + " hours old");
            }
            return new Result(
                    Result.Status.WARN,
                    "the newest backup is " + age.toHours() + " hours old, one is due every " + hours
                            + "; look into the log for why, and at the free space");
        } catch (IOException e) {
            return new Result(Result.Status.HEALTH_CHECK_ERROR, "backups cannot be looked at: " + e.getMessage());
        }
    }
}
