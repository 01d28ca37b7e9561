package rollcall.camera.session;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import rollcall.camera.qr.QrReader;
import rollcall.opencv.OpenCv;
import rollcall.store.ScanStore;

/** The {@link Camera} of a running terminal: its configuration, its thread, and the sources there are. */
@Component(
        service = Camera.class,
        immediate = true,
        configurationPid = "rollcall.camera",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CameraConfig.class)
public final class CameraComponent implements Camera {
    /** Sent when the state changed; a hint to ask {@link Camera#state()}. */
    private static final String STATE_TOPIC = "rollcall/camera/STATE";

    private static final Duration SOURCE_PATIENCE = Duration.ofSeconds(2);
    private static final long SOURCE_LOOK_MILLIS = 10;

    private final EventAdmin events;
    private final Awaited<ScanStore> store;
    private final CaptureLoop loop;
    private final CameraThread thread;
    private final String source;

    /** Sources come and go while the camera runs; the next opening sees who is there. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<FrameSource> sources = List.of();

    @Activate
    public CameraComponent(BundleContext context, @Reference EventAdmin events, CameraConfig config) {
        this.events = events;
        this.source = config.source();
        this.store = new Awaited<>(context, ScanStore.class);
        ScanRecorder recorder = new ScanRecorder(store, Duration.ofSeconds(config.holdSeconds()));
        QrReader reader = new QrReader();
        this.loop = new CaptureLoop(
                source,
                this::open,
                reader::read,
                (code, takenAt) -> recorder.record(code, takenAt, this::holding),
                new Presence(Duration.ofMillis(config.releaseMillis())),
                System::nanoTime);
        this.thread = new CameraThread(loop, this::stateChanged);
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

    private void holding(String message) {
        loop.holding(message);
        stateChanged();
    }

    private void stateChanged() {
        events.postEvent(new Event(STATE_TOPIC, Map.of()));
    }

    /** Called by the camera thread, not the constructor: unpacking takes a while, and start-up goes on meanwhile. */
    private static void loadOpenCv() throws IOException {
        try {
            OpenCv.load();
        } catch (LinkageError e) {
            throw new IOException(
                    "OpenCV's native library does not load (" + e.getMessage()
                            + "); it is there for 64-bit Linux on x86 and ARM",
                    e);
        }
    }

    private FrameStream open() throws IOException, InterruptedException {
        int colon = source.indexOf(':');
        String scheme = colon < 0 ? source : source.substring(0, colon);
        String rest = colon < 0 ? "" : source.substring(colon + 1);
        FrameSource opener = awaitSource(scheme)
                .orElseThrow(() -> new IOException("camera.source = " + source + ": no source opens '" + scheme
                        + "'; there are "
                        + sources.stream().map(FrameSource::scheme).sorted().toList()));
        loadOpenCv();
        return opener.open(rest);
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
