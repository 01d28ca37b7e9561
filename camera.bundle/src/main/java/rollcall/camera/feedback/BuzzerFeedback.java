package rollcall.camera.feedback;

import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.camera.Feedback;
import rollcall.camera.Signal;

/** A buzzer at a pin; without one it is silent. Used by the feedback thread. */
@Component(configurationPid = "rollcall.buzzer", service = Feedback.class)
@Designate(ocd = BuzzerConfig.class)
public final class BuzzerFeedback implements Feedback {
    private static final System.Logger LOG = System.getLogger("rollcall.camera");

    /** Longer than any pattern should be: what stands in the configuration may be wrong. */
    private static final int LONGEST_MILLIS = 5_000;

    private final BuzzerConfig config;
    private final Optional<Gpio.Line> line;

    @Activate
    public BuzzerFeedback(@Reference Pins pins, BuzzerConfig config) {
        this.config = config;
        this.line = config.enabled() ? pins.gpio().flatMap(gpio -> open(gpio, config.gpio__pin())) : Optional.empty();
    }

    static Optional<Gpio.Line> open(Gpio gpio, int pin) {
        try {
            return Optional.of(gpio.open(pin));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "pin {0} cannot be used: {1}", pin, e.getMessage());
            return Optional.empty();
        }
    }

    private int[] pattern(Signal signal) {
        return switch (signal) {
            case CARD_READ -> config.qr__detected__pattern();
            case FACE_GOOD -> config.face__detected__pattern();
            case ACCEPTED, LATE -> config.success__pattern();
            case DUPLICATE -> config.duplicate__pattern();
            case REFUSED, FAILED -> config.error__pattern();
        };
    }

    @Override
    public void give(Signal signal) throws InterruptedException {
        if (line.isEmpty()) {
            return;
        }
        try {
            boolean on = true;
            for (int millis : pattern(signal)) {
                line.get().set(on);
                Thread.sleep(Math.max(0, Math.min(LONGEST_MILLIS, millis)));
                on = !on;
            }
        } catch (IOException e) {
            throw new IllegalStateException("the buzzer cannot be switched: " + e.getMessage(), e);
        } finally {
            silence(line.get());
        }
    }

    private static void silence(Gpio.Line line) {
        try {
            line.set(false);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the buzzer cannot be switched off: {0}", e.getMessage());
        }
    }

    @Deactivate
    void close() throws IOException {
        if (line.isPresent()) {
            line.get().close();
        }
    }
}
