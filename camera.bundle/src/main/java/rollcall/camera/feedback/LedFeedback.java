package rollcall.camera.feedback;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.camera.Feedback;
import rollcall.camera.Signal;

/**
 * A light of three colours, each on or off; without pins it stays dark. It is switched on by the feedback thread and off by one of
 * its own named {@code light}, so that holding a colour keeps no buzzer waiting.
 */
@Component(configurationPid = "rollcall.rgb_led", service = Feedback.class)
@Designate(ocd = LedConfig.class)
public final class LedFeedback implements Feedback {
    private static final System.Logger LOG = System.getLogger("rollcall.camera");

    /** A colour's part from which on its pin is high. */
    private static final int ON = 64;

    private final LedConfig config;
    private final List<Gpio.Line> lines;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "light");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable ScheduledFuture<?> off;

    @Activate
    public LedFeedback(@Reference Pins pins, LedConfig config) {
        this.config = config;
        this.lines = config.enabled()
                ? Stream.of(config.gpio__pins_red(), config.gpio__pins_green(), config.gpio__pins_blue())
                        .map(pin -> pins.gpio().flatMap(gpio -> BuzzerFeedback.open(gpio, pin)))
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
    }

    private int[] colour(Signal signal) {
        return switch (signal) {
            case CARD_READ -> config.colors_qr__detected();
            case FACE_GOOD -> config.colors_face__detected();
            case ACCEPTED -> config.colors_success();
            case LATE -> config.colors_late();
            case DUPLICATE -> config.colors_duplicate();
            case REFUSED, FAILED -> config.colors_error();
        };
    }

    @Override
    public synchronized void give(Signal signal) {
        if (lines.size() < 3) {
            return;
        }
        if (off != null) {
            off.cancel(false);
        }
        show(colour(signal));
        off = later.schedule(this::dark, config.hold__duration__ms(), TimeUnit.MILLISECONDS);
    }

    private synchronized void dark() {
        show(new int[3]);
    }

    private void show(int[] colour) {
        try {
            for (int i = 0; i < lines.size(); i++) {
                lines.get(i).set(i < colour.length && colour[i] >= ON);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the light cannot be switched: {0}", e.getMessage());
        }
    }

    @Deactivate
    void close() throws IOException {
        later.shutdownNow();
        for (Gpio.Line line : lines) {
            line.close();
        }
    }
}
