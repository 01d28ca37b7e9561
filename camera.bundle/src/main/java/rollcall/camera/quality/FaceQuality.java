package rollcall.camera.quality;

import io.prometheus.client.Collector;
import io.prometheus.client.Counter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The checks with the limits of the configuration, and the count of what they said. May be used from any thread; the assessors it
 * opens may not.
 */
@Component(
        service = {FaceQuality.class, Collector.class},
        configurationPid = "rollcall.face_quality")
@Designate(ocd = FaceQualityConfig.class)
public final class FaceQuality extends Collector {
    private static final int DARK_LEVEL = 40;

    private final List<Check> checks;
    private final int darkLevel;
    private final AtomicInteger watchers = new AtomicInteger();
    private volatile @Nullable Assessment newest;
    private final Counter counted = Counter.build(
                    "attendance_face_quality_checks_total", "Face quality checks performed.")
            .labelNames("check_name", "result")
            .create();

    /** By the name of the check; kept, so that no frame has to look its series up. */
    private final Map<String, Map<Verdict, Counter.Child>> series = new ConcurrentHashMap<>();

    @Activate
    public FaceQuality(FaceQualityConfig limits) {
        this(checks(limits), limits.darkLevel());
    }

    private FaceQuality(List<Check> checks, int darkLevel) {
        this.checks = checks;
        this.darkLevel = darkLevel;
    }

    /** With the limits that the configuration has by default, for measurements outside Felix. */
    public static FaceQuality standard() {
        List<Check> checks = List.of(
                new FaceSizeCheck(60),
                new CentredCheck(0.25),
                new BrightnessCheck(55, 180),
                new HeadPoseCheck(35, 35, 80),
                new IlluminationCheck(40, 0.2),
                new EyesCheck(0.18),
                new MouthCheck(0.5),
                new SharpnessCheck(80));
        return new FaceQuality(checks, DARK_LEVEL);
    }

    /** The most important first: it is the worst that fails which a person is told about. */
    private static List<Check> checks(FaceQualityConfig limits) {
        if (limits.maxBrightness() <= limits.minBrightness()) {
            throw new IllegalArgumentException("face_quality.maxBrightness = " + limits.maxBrightness()
                    + ": has to be above face_quality.minBrightness = " + limits.minBrightness());
        }
        return List.of(
                new FaceSizeCheck(limits.minWidth()),
                new CentredCheck(limits.maxOffset()),
                new BrightnessCheck(limits.minBrightness(), limits.maxBrightness()),
                new HeadPoseCheck(limits.maxYaw(), limits.maxPitch(), limits.maxRoll()),
                new IlluminationCheck(limits.maxUnevenness(), limits.maxDarkShare()),
                new EyesCheck(limits.minEyes()),
                new MouthCheck(limits.maxMouth()),
                new SharpnessCheck(limits.minSharpness()));
    }

    /** Makes eyes for one thread; loads some megabytes of weights, for which OpenCV has to be there. */
    public FaceAssessor open() {
        return new MeshAssessor(checks, darkLevel, this::count, () -> watchers.get() > 0);
    }

    /** Has every frame measured from now on, until {@link #unwatch()}. */
    void watch() {
        watchers.incrementAndGet();
    }

    void unwatch() {
        watchers.decrementAndGet();
    }

    /** The newest measures, if they are newer than those a watcher has. */
    Optional<Assessment> newest(@Nullable Assessment than) {
        Assessment there = newest;
        return Objects.equals(there, than) ? Optional.empty() : Optional.ofNullable(there);
    }

    private void count(Assessment assessment) {
        newest = assessment;
        for (Result result : assessment.results()) {
            Map<Verdict, Counter.Child> verdicts = series.get(result.check());
            if (verdicts == null) {
                verdicts = series.computeIfAbsent(result.check(), this::series);
            }
            Counter.Child child = verdicts.get(result.verdict());
            if (child != null) {
                child.inc();
            }
        }
    }

    private Map<Verdict, Counter.Child> series(String check) {
        Map<Verdict, Counter.Child> verdicts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict, counted.labels(check, verdict.name().toLowerCase(Locale.ROOT)));
        }
        return verdicts;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return counted.collect();
    }
}
