package rollcall.camera.code;

import io.prometheus.client.Collector;
import io.prometheus.client.Counter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.camera.code.CardCode.Reason;
import rollcall.camera.code.CardCode.Refused;
import rollcall.camera.code.CardCode.Valid;
import rollcall.camera.code.CodeSignature.Signed;

/**
 * Makes codes of the texts of cards: takes the signature off, if the configuration wants one, and refuses what is not genuine.
 * What a well-formed code is, the store says. May be used from any thread.
 */
@Component(
        service = {CardCodes.class, Collector.class},
        configurationPid = "rollcall.code",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CodeConfig.class)
public final class CardCodes extends Collector {
    private static final System.Logger LOG = System.getLogger("rollcall.camera");

    private final Mode mode;
    private final KeyFile key;
    private final Counter refused = Counter.build("camera_cards_refused_total", "Cards refused before the store.")
            .labelNames("reason")
            .create();

    /** Told last in the log, so that a state is not told again. */
    private volatile String told = "";

    /** What the configuration says of signatures. */
    enum Mode {
        OFF,
        ACCEPTED,
        REQUIRED;

        private static Mode of(String text) {
            return switch (text) {
                case "off" -> OFF;
                case "accepted" -> ACCEPTED;
                case "required" -> REQUIRED;
                default ->
                    throw new IllegalArgumentException(
                            "code.signature = " + text + ": off, accepted or required is expected");
            };
        }
    }

    @Activate
    public CardCodes(BundleContext context, CodeConfig config) {
        this(config.signature(), Path.of(String.valueOf(context.getProperty("rollcall.home"))));
    }

    CardCodes(String mode, Path home) {
        this.mode = Mode.of(mode);
        this.key = new KeyFile(home);
        for (Reason reason : Reason.values()) {
            // There from the start, so that the first one is an increase.
            refused.labels(reason.label());
        }
        if (this.mode != Mode.OFF) {
            tell(problem().orElse(""));
        }
    }

    /** What the text of a card comes to. Without a usable key no signed card is let through. */
    public CardCode check(String text) {
        if (mode == Mode.OFF) {
            return new Valid(text);
        }
        Optional<Signed> signed = CodeSignature.split(text);
        if (signed.isEmpty()) {
            return mode == Mode.REQUIRED ? new Refused(text, Reason.UNSIGNED) : new Valid(text);
        }
        try {
            boolean right = new CodeSignature(key.read()).isRight(signed.get());
            tell("");
            return right ? new Valid(signed.get().code()) : new Refused(text, Reason.FORGED);
        } catch (IOException e) {
            tell(String.valueOf(e.getMessage()));
            return new Refused(text, Reason.UNCHECKED);
        }
    }

    /** Counts a card that was refused, once for each time it is shown. */
    public void count(Reason reason) {
        refused.labels(reason.label()).inc();
    }

    boolean isRequired() {
        return mode == Mode.REQUIRED;
    }

    /** Why signed cards cannot be checked, if they cannot and should be. */
    Optional<String> problem() {
        if (mode == Mode.OFF) {
            return Optional.empty();
        }
        try {
            key.read();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void tell(String problem) {
        if (told.equals(problem)) {
            return;
        }
        told = problem;
        if (problem.isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "signed cards can be checked again");
        } else {
            LOG.log(System.Logger.Level.ERROR, "signed cards are refused because they cannot be checked: {0}", problem);
        }
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return refused.collect();
    }
}
