package rollcall.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.scan.Capture;
import rollcall.scan.Decision;
import rollcall.scan.Scan;
import rollcall.scan.ScanTopics;
import rollcall.store.Queue;
import rollcall.store.Recorded;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.Totals;
import rollcall.store.admission.Admission;
import rollcall.store.roster.RosterFile;

/** The {@link ScanStore} of a running terminal: the database, the roster beside it, and the events they cause. */
@Component(
        service = ScanStore.class,
        immediate = true,
        configurationPid = "rollcall.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StoreConfig.class)
public final class StoreComponent implements ScanStore {
    private static final System.Logger LOG = System.getLogger("rollcall.store");
    private static final long ROSTER_MILLIS = 500;

    private final EventAdmin events;
    private final SqliteScanStore scans;
    private final ScheduledExecutorService rosterThread;

    @Activate
    public StoreComponent(BundleContext context, @Reference EventAdmin events, StoreConfig config)
            throws StoreException, IOException {
        this.events = events;
        Path home = Path.of(String.valueOf(context.getProperty("rollcall.home")));
        RosterFile roster = new RosterFile(home.resolve("etc/roster.csv"));
        roster.step();
        Path data = Files.createDirectories(home.resolve("data"));
        try {
            this.scans = new SqliteScanStore(data.resolve("attendance.db"), admission(config), roster::current);
        } catch (StoreException e) {
            // Declarative Services would bury this line in a stack trace.
            LOG.log(System.Logger.Level.ERROR, String.valueOf(e.getMessage()));
            throw e;
        }
        this.rosterThread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "roster"));
        var unused = rosterThread.scheduleWithFixedDelay(
                () -> look(roster), ROSTER_MILLIS, ROSTER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void look(RosterFile roster) {
        try {
            roster.step();
        } catch (RuntimeException e) {
            // The one place where this loop catches; a schedule ends for good at the first exception.
            LOG.log(System.Logger.Level.ERROR, "the roster is not watched this time", e);
        }
    }

    static Admission admission(StoreConfig config) throws StoreException {
        try {
            ZoneId zone = config.timeZone().isBlank() ? ZoneId.systemDefault() : ZoneId.of(config.timeZone());
            return new Admission(
                    zone, Duration.ofMinutes(config.cooldownMinutes()), Pattern.compile(config.codePattern()));
        } catch (DateTimeException e) {
            throw new StoreException(
                    StoreException.Kind.FAILED,
                    "store.timeZone = " + config.timeZone() + ": not a time zone; use a name such as Asia/Manila",
                    e);
        } catch (PatternSyntaxException e) {
            throw new StoreException(
                    StoreException.Kind.FAILED,
                    "store.codePattern = " + config.codePattern() + ": not a regular expression: " + e.getDescription(),
                    e);
        }
    }

    @Deactivate
    public void close() throws StoreException {
        rosterThread.shutdownNow();
        scans.close();
    }

    @Override
    public Recorded record(Capture capture) throws StoreException {
        Recorded recorded = scans.record(capture);
        Scan scan = recorded.scan();
        events.postEvent(new Event(
                scan.accepted() ? ScanTopics.RECORDED : ScanTopics.REJECTED,
                Map.of(
                        ScanTopics.SEQUENCE,
                        scan.sequence(),
                        ScanTopics.ID,
                        scan.id().toString())));
        return recorded;
    }

    @Override
    public Decision decide(String code, Instant at) throws StoreException {
        return scans.decide(code, at);
    }

    @Override
    public List<Scan> recent(int limit) throws StoreException {
        return scans.recent(limit);
    }

    @Override
    public List<Scan> after(long sequence, int limit) throws StoreException {
        return scans.after(sequence, limit);
    }

    @Override
    public Totals totals(Instant now) throws StoreException {
        return scans.totals(now);
    }

    @Override
    public Queue queue() throws StoreException {
        return scans.queue();
    }
}
