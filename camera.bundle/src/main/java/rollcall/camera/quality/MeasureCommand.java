package rollcall.camera.quality;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.camera.Camera;

/** {@code camera [SECONDS]}: prints the measures of the nine checks live, for those who set up lamp and camera. */
@Component(
        service = BiFunction.class,
        property = {"rollcall.command=camera", "rollcall.command.running=running"})
public final class MeasureCommand implements BiFunction<List<String>, Consumer<String>, Integer> {
    private static final int STANDARD_SECONDS = 10;
    private static final long PAUSE_MILLIS = 500;

    private final Camera camera;
    private final FaceQuality quality;

    @Activate
    public MeasureCommand(@Reference Camera camera, @Reference FaceQuality quality) {
        this.camera = camera;
        this.quality = quality;
    }

    @Override
    public Integer apply(List<String> arguments, Consumer<String> out) {
        int seconds = arguments.isEmpty() ? STANDARD_SECONDS : Integer.parseInt(arguments.get(0));
        out.accept(camera.state().message());
        quality.watch();
        try {
            return measure(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds), out) ? 0 : 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.accept("! stopped");
            return 1;
        } finally {
            quality.unwatch();
        }
    }

    private boolean measure(long until, Consumer<String> out) throws InterruptedException {
        Assessment shown = null;
        while (System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            Optional<Assessment> next = quality.newest(shown);
            if (next.isPresent()) {
                shown = next.get();
                out.accept(line(shown));
            }
        }
        if (shown == null) {
            out.accept(
                    "! no frame was measured: faces are looked at where camera.photo is live and the source a camera, or"
                            + " where it is always; it needs OpenCV");
        }
        return shown != null;
    }

    /** One line; what does not pass has an exclamation mark, what could not be measured a question mark. */
    static String line(Assessment assessment) {
        StringBuilder line = new StringBuilder();
        for (Result result : assessment.results()) {
            OptionalDouble measure = result.measure();
            line.append(line.isEmpty() ? "" : "  ")
                    .append(result.check())
                    .append(' ')
                    .append(measure.isPresent() ? String.format(Locale.ROOT, "%.2f", measure.getAsDouble()) : "")
                    .append(
                            switch (result.verdict()) {
                                case PASS -> "";
                                case FAIL -> "!";
                                case UNKNOWN -> "?";
                            });
        }
        return line.toString();
    }
}
