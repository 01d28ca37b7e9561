package rollcall.camera.session;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.await.Awaited;
import rollcall.camera.Camera;
import rollcall.camera.CameraState;
import rollcall.camera.FrameSource;
import rollcall.camera.FrameStream;
import rollcall.camera.SessionView;
import rollcall.camera.code.CardCodes;
import rollcall.camera.feedback.FeedbackThread;
import rollcall.camera.quality.FaceQuality;
import rollcall.camera.recovery.Backoff;
import rollcall.camera.recovery.CameraErrors;
import rollcall.camera.recovery.Watchdog;
import rollcall.camera.source.NetworkAddress;
import rollcall.store.ScanStore;

/** The {@link Camera} of a running terminal: its configuration, its thread, and the sources there are. */
@Component(
        service = Camera.class,
        immediate = true,
        configurationPid = "rollcall.camera",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CameraConfig.class)
public final class CameraComponent implements Camera, CaptureLoop.Opener {
    /** Sent when the state changed; a hint to ask {@link Camera#state()}. */
    private static final String STATE_TOPIC = "rollcall/camera/STATE";

    /** Sent when what students are told changed; a hint to ask {@link Camera#session()}. */
    private static final String SESSION_TOPIC = "rollcall/camera/SESSION";

    /** A hint has to be the right one for this long before it replaces another. */
    private static final Duration SETTLE = Duration.ofMillis(250);

    /** A hint stays readable for this long. */
    private static final Duration READ = Duration.ofMillis(900);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    private static final Duration SOURCE_PATIENCE = Duration.ofSeconds(2);
    private static final long SOURCE_LOOK_MILLIS = 10;

    private final EventAdmin events;
    private final Awaited<ScanStore> store;
    private final Attendant attendant;
    private final CardEyes cards;
    private final Faces faces;
    private final CaptureLoop loop;
    private final CameraThread thread;
    private final String source;

    /** Whether the open source is a camera; of the camera thread. */
    private boolean live;

    /** Sources come and go while the camera runs; the next opening sees who is there. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<FrameSource> sources = List.of();

    @Activate
    public CameraComponent(
            BundleContext context,
            @Reference EventAdmin events,
            @Reference FeedbackThread feedback,
            @Reference FaceQuality quality,
            @Reference CameraErrors errors,
            @Reference CardCodes codes,
            @Reference ScanTimes times,
            CameraConfig config) {
        this.events = events;
        this.source = config.source();
        this.store = new Awaited<>(context, ScanStore.class);
        this.attendant = new Attendant(
                new ScanRecorder(store, Duration.ofSeconds(config.holdSeconds()), times),
                Words.of(config.language()),
                this::holding,
                feedback::give,
                codes::count,
                this::sessionChanged);
        SessionRules rules = SessionSettings.rules(config);
        this.faces = new Faces(
                () -> config.photo().equals("always") || (config.photo().equals("live") && live), quality::open);
        this.cards = new CardEyes(codes::check);
        SessionLoop session = new SessionLoop(
                cards,
                faces,
                attendant,
                attendant,
                new Presence(Duration.ofMillis(config.releaseMillis())),
                new CaptureSession(rules, System::nanoTime),
                new Guide(SETTLE, READ),
                System::nanoTime);
        this.loop = new CaptureLoop(
                NetworkAddress.shown(source),
                this,
                new FrameBudget(session, config.cpuPercent() / 100.0, () -> live, System::nanoTime),
                new Watchdog(Duration.ofSeconds(config.stallSeconds()), Duration.ofSeconds(config.blackSeconds())),
                new Backoff(
                        FIRST_RETRY,
                        LONGEST_RETRY,
                        () -> ThreadLocalRandom.current().nextDouble()),
                errors,
                System::nanoTime);
        this.thread = new CameraThread(loop, List.of(cards, faces), this::stateChanged);
    }

    /** Runs after the constructor, when the sources are there. */
    @Activate
    void start() {
        thread.start();
    }

    @Deactivate
    void stop() throws InterruptedException {
        thread.stop();
        store.close();
    }

    @Override
    public CameraState state() {
        return loop.state();
    }

    @Override
    public SessionView session() {
        return attendant.view();
    }

    private void sessionChanged() {
        events.postEvent(new Event(SESSION_TOPIC, Map.of()));
    }

    private void holding(String message) {
        loop.holding(message);
        stateChanged();
    }

    private void stateChanged() {
        events.postEvent(new Event(STATE_TOPIC, Map.of()));
    }

    @Override
    public FrameStream open() throws IOException, InterruptedException {
        String scheme = source.split("[:?]", 2)[0];
        String rest = source.substring(scheme.length());
        if (rest.startsWith(":")) {
            rest = rest.substring(1);
        }
        FrameSource opener = awaitSource(scheme)
                .orElseThrow(() -> new IOException("camera.source = " + NetworkAddress.shown(source)
                        + ": no source opens '" + scheme
                        + "'; there are "
                        + sources.stream().map(FrameSource::scheme).sorted().toList()));
        FrameStream stream = opener.open(rest);
        live = opener.isLive();
        return stream;
    }

    @Override
    public boolean isLive() {
        return live;
    }

    /** The sources of this very bundle are registered a moment after this component. */
    private Optional<FrameSource> awaitSource(String scheme) throws InterruptedException {
        long deadline = System.nanoTime() + SOURCE_PATIENCE.toNanos();
        while (true) {
            Optional<FrameSource> found = sources.stream()
                    .filter(candidate -> candidate.scheme().equals(scheme))
                    .findFirst();
            if (found.isPresent() || System.nanoTime() > deadline) {
                return found;
            }
            Thread.sleep(SOURCE_LOOK_MILLIS);
        }
    }
}
