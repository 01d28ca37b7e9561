package rollcall.alerts.desk;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rollcall.alerts.channel.AlertsConfig;
import rollcall.alerts.delivery.ChannelRules;
import rollcall.alerts.delivery.QuietHours;
import rollcall.alerts.delivery.Redaction;
import rollcall.alerts.life.Rules;

/** Reads section {@code alerts} of the configuration. */
final class AlertSettings {
    private static final System.Logger LOG = System.getLogger("rollcall.alerts");
    private static final int FLAPS = 4;
    private static final Duration FLAP_WINDOW = Duration.ofMinutes(30);
    private static final Duration FLAP_HOLD = Duration.ofMinutes(15);

    private AlertSettings() {}

    static Rules rules(AlertsConfig config) {
        return new Rules(
                Duration.ofSeconds(config.pending__seconds()),
                Duration.ofMinutes(config.cooldown__minutes()),
                Duration.ofSeconds(config.group__seconds()),
                Duration.ofSeconds(config.resolve__seconds()),
                Duration.ofHours(config.repeat__hours()),
                FLAPS,
                FLAP_WINDOW,
                FLAP_HOLD,
                explained(config.explained()));
    }

    /** A typing error in the quiet hours is no reason to tell nobody of anything. */
    static ChannelRules channels(AlertsConfig config, ZoneId zone) {
        QuietHours quiet = QuietHours.of("", zone);
        try {
            quiet = QuietHours.of(config.quiet__hours(), zone);
        } catch (IllegalArgumentException e) {
            complain(e.getMessage() + "; there are none now");
        }
        return new ChannelRules(quiet, List.of(config.channels()), zone, AlertSettings::complain);
    }

    private static void complain(String problem) {
        LOG.log(System.Logger.Level.ERROR, "{0}", problem);
    }

    static Map<String, Set<String>> explained(String[] pairs) {
        Map<String, Set<String>> causes = new HashMap<>();
        for (String pair : pairs) {
            if (!pair.matches("[A-Z][A-Z0-9_]{2,39}>[A-Z][A-Z0-9_]{2,39}")) {
                complain("alerts.explained = " + Redaction.clean(pair)
                        + ": two types such as UNDERVOLTAGE>CAMERA_FAILURE are allowed; it is left out");
                continue;
            }
            int split = pair.indexOf('>');
            causes.computeIfAbsent(pair.substring(split + 1), effect -> new HashSet<>())
                    .add(pair.substring(0, split));
        }
        return causes;
    }

    static String device(AlertsConfig config) {
        String name = config.device();
        if (name.isBlank()) {
            try {
                name = InetAddress.getLocalHost().getHostName();
            } catch (IOException e) {
                name = "terminal";
            }
        }
        String word = name.replaceAll("[^A-Za-z0-9._-]", "-");
        return word.length() > 64 ? word.substring(0, 64) : word;
    }
}
