package rollcall.store.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import rollcall.store.DeviceState;
import rollcall.store.StoreException;
import rollcall.store.sqlite.Database;
import rollcall.store.sqlite.StoreConfig;

/** Keeps the disk of a running terminal in order: the thread {@code housekeeping}, its pauses and what it does on failures. */
@Component(
        service = Housekeeping.class,
        immediate = true,
        configurationPid = "rollcall.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Housekeeping {
    private static final System.Logger LOG = System.getLogger("rollcall.store");
    private static final long PAUSE_SECONDS = 10;
    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();
    private static final long STOP_SECONDS = 5;

    /** Steps of one kind in a row, so that the disk is looked at in between. */
    private static final int MOST = 20;

    private final Round round;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "housekeeping"));
    private final Map<String, String> complaints = new HashMap<>();
    private final Map<String, Long> due = new HashMap<>();
    private volatile boolean closing;

    @Activate
    public Housekeeping(
            BundleContext context,
            @Reference Database database,
            @Reference DeviceState state,
            @Reference Reserve reserve,
            @Reference EventAdmin events,
            @Reference DiskSettings settings,
            StoreConfig config)
            throws StoreException, IOException {
        Path data = Files.createDirectories(
                Path.of(String.valueOf(context.getProperty("rollcall.home"))).resolve("data"));
        Round.Parts parts = new Round.Parts(database, state, reserve, events);
        this.round = new Round(data, parts, settings, Space.of(data), Clock.system(zone(config)));
        this.nanoTime = System::nanoTime;
        if (context.getProperty("rollcall.maintenance") == null) {
            var unused = thread.scheduleWithFixedDelay(this::step, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Without a thread: somebody else calls {@link #step}. */
    Housekeeping(Round round, LongSupplier nanoTime) {
        this.round = round;
        this.nanoTime = nanoTime;
    }

    /** The store, which has the same section, says so if it is no time zone. */
    private static ZoneId zone(StoreConfig config) {
        try {
            return config.timeZone().isBlank() ? ZoneId.systemDefault() : ZoneId.of(config.timeZone());
        } catch (DateTimeException e) {
            return ZoneId.systemDefault();
        }
    }

    @FunctionalInterface
    private interface Step {
        /** True if there is more to do at once. */
        boolean call() throws IOException, StoreException;
    }

    /** Does what is due; called every ten seconds. */
    void step() {
        if (attempt("looking at the disk", round::guard)) {
            due.clear();
        }
        attempt("making the reserve", round::reserve);
        attempt("counting what was written", round::volume);
        hourly("sweeping photos", round::sweep);
        hourly("removing what is old", round::retention);
        hourly("counting photos", round::count);
    }

    private void hourly(String what, Step step) {
        long now = nanoTime.getAsLong();
        Long next = due.get(what);
        if (next != null && now - next < 0) {
            return;
        }
        for (int i = 0; i < MOST; i++) {
            if (!attempt(what, step)) {
                due.put(what, now + HOUR_NANOS);
                return;
            }
        }
    }

    /** The one place where this loop catches; a failure is told once, until it is another or over. */
    private boolean attempt(String what, Step step) {
        if (closing) {
            return false;
        }
        try {
            boolean more = step.call();
            if (complaints.remove(what) != null) {
                LOG.log(System.Logger.Level.INFO, "housekeeping: {0} works again", what);
            }
            return more;
        } catch (IOException | StoreException | RuntimeException e) {
            String complaint = String.valueOf(e.getMessage());
            if (!closing && !complaint.equals(complaints.put(what, complaint))) {
                String line = "housekeeping: " + what + " is put off: " + complaint;
                LOG.log(System.Logger.Level.ERROR, line, e instanceof RuntimeException ? e : null);
            }
            return false;
        }
    }

    /** What is known about the disk. */
    public DiskFigures figures() throws IOException {
        return round.figures();
    }

    @Deactivate
    public void close() throws InterruptedException {
        closing = true;
        thread.shutdown();
        if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.log(System.Logger.Level.WARNING, "housekeeping is stopped in the middle of a step");
            return;
        }
        try {
            round.close();
        } catch (IOException | StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "what was written today is not put down: {0}", e.getMessage());
        }
    }
}
