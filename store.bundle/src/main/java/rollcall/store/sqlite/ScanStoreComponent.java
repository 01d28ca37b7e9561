package rollcall.store.sqlite;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
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
import rollcall.store.StoreException.Kind;
import rollcall.store.Totals;
import rollcall.store.admission.Admission;
import rollcall.store.clock.ClockThread;
import rollcall.store.photo.PhotoFolder;

/** The {@link ScanStore} of a running terminal: its rules, files and clock, and the events that scans cause. */
@Component(
        service = ScanStore.class,
        immediate = true,
        configurationPid = "rollcall.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StoreConfig.class)
public final class ScanStoreComponent implements ScanStore {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    private final EventAdmin events;
    private final SqliteScanStore scans;
    private final ClockThread clock;
    private final SchoolFiles files;

    @Activate
    public ScanStoreComponent(
            BundleContext context, @Reference EventAdmin events, @Reference Database database, StoreConfig config)
            throws StoreException {
        this.events = events;
        Path home = Path.of(String.valueOf(context.getProperty("rollcall.home")));
        try {
            Admission admission = admission(config);
            Identity identity = Identity.of(database, device(config));
            this.clock =
                    new ClockThread(new SqliteDeviceState(database), Duration.ofHours(config.holdoverHours()), events);
            this.files = new SchoolFiles(home.resolve("etc"), database);
            this.scans = new SqliteScanStore(
                    database,
                    identity,
                    new PhotoFolder(home.resolve("data/photos")),
                    new SqliteScanStore.Rules(admission, files::timetable, clock::trust));
            clock.start();
            files.start();
        } catch (StoreException e) {
            // Declarative Services would bury this line in a stack trace.
            LOG.log(System.Logger.Level.ERROR, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** The name of this terminal: as configured, else the machine's. */
    static String device(StoreConfig config) throws StoreException {
        String name = config.device();
        if (name.isBlank()) {
            try {
                name = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
            } catch (IOException e) {
                name = "terminal";
            }
            name = name.length() > 64 ? name.substring(0, 64) : name;
        }
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new StoreException(
                    Kind.FAILED,
                    "store.device = " + name + ": 1 to 64 letters, digits, dots, underscores and dashes are allowed");
        }
        return name;
    }

    static ZoneId zone(StoreConfig config) throws StoreException {
        try {
            return config.timeZone().isBlank() ? ZoneId.systemDefault() : ZoneId.of(config.timeZone());
        } catch (DateTimeException e) {
            throw new StoreException(
                    Kind.FAILED,
                    "store.timeZone = " + config.timeZone() + ": not a time zone; use a name such as Asia/Manila",
                    e);
        }
    }

    static Admission admission(StoreConfig config) throws StoreException {
        try {
            return new Admission(
                    zone(config),
                    Duration.ofMinutes(config.cooldownMinutes()),
                    Pattern.compile(config.codePattern()),
                    config.unknownCodes().equals("accept"));
        } catch (PatternSyntaxException e) {
            throw new StoreException(
                    Kind.FAILED,
                    "store.codePattern = " + config.codePattern() + ": not a regular expression: " + e.getDescription(),
                    e);
        }
    }

    @Deactivate
    public void close() {
        files.close();
        clock.close();
    }

    @Override
    public Recorded record(Capture capture) throws StoreException {
        Recorded recorded = scans.record(capture);
        Scan scan = recorded.scan();
        events.postEvent(new Event(
                scan.accepted() ? ScanTopics.RECORDED : ScanTopics.REJECTED,
                Map.of(ScanTopics.ROW, scan.row(), ScanTopics.ID, scan.id().toString())));
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
    public List<Scan> after(long row, int limit) throws StoreException {
        return scans.after(row, limit);
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
