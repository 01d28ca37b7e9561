package rollcall.store.disk;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * What section {@code disk_monitor} says. Immutable; a change of the section makes a new one.
 *
 * <p>The configuration makes a section for what a bundle knows even where the file does not name it.
 */
@Component(
        service = DiskSettings.class,
        configurationPid = "rollcall.disk_monitor",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DiskConfig.class)
public final class DiskSettings {
    private static final long MEGABYTE = 1 << 20;

    private final DiskGuard.Thresholds thresholds;
    private final Retention.Rules retention;
    private final long reserveBytes;

    @Activate
    public DiskSettings(DiskConfig config) {
        this.thresholds =
                new DiskGuard.Thresholds(config.warn__threshold__percent(), config.critical__threshold__percent());
        this.retention = new Retention.Rules(
                config.photo__retention__days(),
                config.photo__max__size__mb() * MEGABYTE,
                config.scan__retention__days(),
                config.unacknowledged().equals("remove"));
        this.reserveBytes = config.reserve__mb() * MEGABYTE;
    }

    DiskGuard.Thresholds thresholds() {
        return thresholds;
    }

    Retention.Rules retention() {
        return retention;
    }

    long reserveBytes() {
        return reserveBytes;
    }
}
