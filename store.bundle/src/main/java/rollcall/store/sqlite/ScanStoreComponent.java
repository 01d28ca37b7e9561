package rollcall.store.sqlite;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.scan.Capture;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision;
import rollcall.scan.Scan;
import rollcall.scan.ScanTopics;
import rollcall.store.ClockOffsets;
import rollcall.store.Messages;
import rollcall.store.Queue;
import rollcall.store.Recorded;
import rollcall.store.RosterLine;
import rollcall.store.ScanStore;
import rollcall.store.School;
import rollcall.store.StoreException;
import rollcall.store.Totals;
import rollcall.store.admission.Admission;
import rollcall.store.admission.Timetable;
import rollcall.store.clock.ClockThread;
import rollcall.store.photo.PhotoFolder;
import rollcall.store.photo.PhotoLimit;
import rollcall.store.photo.PhotoOperations;
import rollcall.store.watch.SchoolDay;

/** The {@link ScanStore} of a running terminal: its rules, files and clock, and the events that scans cause. */
@Component(
        service = {ScanStore.class, School.class, SchoolDay.class},
        immediate = true,
        configurationPid = "rollcall.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StoreConfig.class)
// Registered by hand, so that the build does not see it and the resolver has to be told.
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"rollcall.store.Messages\"",
        uses = Messages.class)
public final class ScanStoreComponent implements ScanStore, School, SchoolDay {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    private final EventAdmin events;
    private final SqliteScanStore scans;
    private final ClockThread clock;
    private final SchoolFiles files;
    private final PulledSchool pulled;
    private final ServiceRegistration<Messages> messages;
    private final ServiceRegistration<ClockOffsets> offsets;

    @Activate
    public ScanStoreComponent(
            BundleContext context,
            @Reference EventAdmin events,
            @Reference Database database,
            @Reference Spare spare,
            @Reference PhotoOperations operations,
            StoreConfig config)
            throws StoreException {
        this.events = events;
        Path home = Path.of(String.valueOf(context.getProperty("rollcall.home")));
        try {
            Admission admission = StoreSettings.admission(config);
            Identity identity = Identity.of(database, StoreSettings.device(config));
            SqliteClockOffsets measured = new SqliteClockOffsets(database);
            this.clock = new ClockThread(
                    new SqliteDeviceState(database),
                    Duration.ofHours(config.holdoverHours()),
                    events,
                    stamp -> measured.measured(stamp, Instant.now()));
            this.pulled = new PulledSchool(database);
            this.files = new SchoolFiles(home.resolve("etc"), database, pulled);
            this.scans = new SqliteScanStore(
                    database,
                    identity,
                    new PhotoFolder(
                            home.resolve("data/photos"),
                            PhotoLimit.of(config.photoMaxKilobytes(), config.photoQuality()),
                            spare::giveUp,
                            operations),
                    new SqliteScanStore.Rules(
                            admission, files::timetable, clock::trust, () -> Optional.of(clock.stamp())));
            this.offsets = context.registerService(ClockOffsets.class, measured, FrameworkUtil.asDictionary(Map.of()));
            this.messages = context.registerService(
                    Messages.class,
                    new SqliteMessages(database, files::timetable),
                    FrameworkUtil.asDictionary(Map.of()));
            if (context.getProperty("rollcall.maintenance") == null) {
                clock.start();
                files.start();
            }
        } catch (StoreException e) {
            // Declarative Services would bury this line in a stack trace.
            LOG.log(System.Logger.Level.ERROR, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    @Deactivate
    public void close() {
        messages.unregister();
        offsets.unregister();
        files.close();
        clock.close();
    }

    @Override
    public ClockTrust trust() {
        return clock.trust();
    }

    @Override
    public Timetable timetable() {
        return files.timetable();
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

    @Override
    public List<RosterLine> read(String csv) {
        return pulled.read(csv);
    }

    @Override
    public Taken offer(List<RosterLine> lines, int mostGone, Instant at) throws StoreException {
        return pulled.offer(lines, mostGone, at);
    }

    @Override
    public Taken accept(Instant at) throws StoreException {
        return pulled.accept(at);
    }

    @Override
    public boolean discard() throws StoreException {
        return pulled.discard();
    }

    @Override
    public Taken schedule(String json, Instant at) throws StoreException {
        return pulled.schedule(json, at);
    }

    @Override
    public Standing standing() throws StoreException {
        return pulled.standing();
    }
}
