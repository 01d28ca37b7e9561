package rollcall.store.watch;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import rollcall.alert.AlertType;
import rollcall.alert.Alerts;
import rollcall.alert.Condition;
import rollcall.alert.Severity;
import rollcall.scan.ClockTrust;
import rollcall.scan.Direction;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.admission.Timetable.Open;
import rollcall.store.admission.Timetable.Ruling;
import rollcall.store.sqlite.StoreConfig;
import rollcall.store.sqlite.StoreSettings;

/**
 * Looks once a minute, on a thread named {@code school-watch}, whether anybody comes when students should, and whether the clock
 * can be trusted. Of schedules only the one of sections that have none of their own is looked at.
 */
@Component(
        service = SchoolWatch.class,
        immediate = true,
        configurationPid = "rollcall.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class SchoolWatch {
    static final AlertType NO_SCANS = new AlertType(
            "NO_SCANS",
            "Nobody has scanned for {minutes} minutes of the arrival time",
            List.of(
                    "Hold a card before the camera; the light has to turn green",
                    "If it does not, write attendance by hand",
                    "Call who looks after the terminal"));

    static final AlertType CLOCK_UNTRUSTED = new AlertType(
            "CLOCK_UNTRUSTED",
            "The clock of the terminal may be wrong",
            List.of(
                    "Compare the time on the screen with a clock",
                    "Go on scanning; scans are marked",
                    "Call who looks after the terminal"));

    /** Minutes of arrival time without a scan before somebody is told. */
    static final int PATIENCE = 15;

    /** Looks in which a clock may be without a server, as after a start. */
    static final int SETTLING = 10;

    private static final System.Logger LOG = System.getLogger("rollcall.store");

    /** Optional: scans do not need alerts. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Alerts alerts;

    private final ScanStore store;
    private final SchoolDay day;
    private final ZoneId zone;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "school-watch"));

    private String session = "";
    private int minutes;
    private long row;
    private int untrusted;

    @Activate
    public SchoolWatch(BundleContext context, @Reference ScanStore store, @Reference SchoolDay day, StoreConfig config)
            throws StoreException {
        this(store, day, StoreSettings.zone(config));
        if (context.getProperty("rollcall.maintenance") == null) {
            var unused = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.MINUTES);
        }
    }

    SchoolWatch(ScanStore store, SchoolDay day, ZoneId zone) {
        this.store = store;
        this.day = day;
        this.zone = zone;
    }

    private void look() {
        Alerts present = alerts;
        if (present == null) {
            return;
        }
        try {
            step(present, Instant.now());
        } catch (StoreException | RuntimeException e) {
            // The one place where this loop catches; a schedule ends for good at the first exception.
            LOG.log(System.Logger.Level.WARNING, "the school day was not looked at this time: {0}", e.getMessage());
        }
    }

    /** Looks once; to be called once a minute. */
    void step(Alerts told, Instant now) throws StoreException {
        clock(told);
        Ruling ruling = day.timetable().at(LocalDateTime.ofInstant(now, zone), "");
        boolean arriving = ruling instanceof Open open && open.direction() == Direction.LOGIN && !open.late();
        String name = arriving && ruling instanceof Open open ? open.session() : "";
        long last = store.totals(now).lastRow();
        if (!name.equals(session) || last != row) {
            session = name;
            minutes = 0;
            row = last;
            told.clear(NO_SCANS.name(), "arrival");
        } else if (arriving && ++minutes >= PATIENCE) {
            told.raise(Condition.of(NO_SCANS, "arrival", Severity.ERROR).with("minutes", minutes));
        }
    }

    private void clock(Alerts told) {
        untrusted = day.trust() == ClockTrust.UNTRUSTED ? untrusted + 1 : 0;
        if (untrusted == 0) {
            told.clear(CLOCK_UNTRUSTED.name(), "clock");
        } else if (untrusted > SETTLING) {
            told.raise(Condition.of(CLOCK_UNTRUSTED, "clock", Severity.WARNING));
        }
    }

    @Deactivate
    public void close() {
        thread.shutdownNow();
    }
}
