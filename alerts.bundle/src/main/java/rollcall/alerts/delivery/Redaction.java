package rollcall.alerts.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import rollcall.alert.Alert;
import rollcall.alert.Notice;

/**
 * The last thing that happens to a text before any channel, log and file included: one line, no secrets, not long.
 *
 * <p>Conditions are made of words and numbers, so that there should be nothing to take out; this is the second lock.
 */
public final class Redaction {
    private static final int LONGEST = 500;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+");
    private static final Pattern LOGIN = Pattern.compile("(?<=://)[^/@\\s]{1,200}@");
    private static final Pattern HOOK = Pattern.compile("(hooks\\.slack\\.com/services)/\\S+");
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(bearer\\s+|basic\\s+|(?:password|passwd|secret|token|api_?key|psk|auth(?:_header|orization)?"
                    + "|connection_string|routing_key)\\s*[=:]\\s*)(?:bearer\\s+|basic\\s+)?\\S+");
    private static final Pattern PHONE = Pattern.compile("(\\+\\d{1,3})\\d{4,9}(\\d{4})(?!\\d)");

    private Redaction() {}

    /** The text as it may be told. */
    public static String clean(String text) {
        String line = CONTROL.matcher(text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text)
                .replaceAll(" ");
        line = LOGIN.matcher(line).replaceAll("");
        line = HOOK.matcher(line).replaceAll("$1/***");
        line = SECRET.matcher(line).replaceAll("$1***");
        line = PHONE.matcher(line).replaceAll("$1***$2");
        return line.length() > LONGEST ? line.substring(0, LONGEST - 3) + "..." : line;
    }

    /** The notice as it may be told. */
    public static Notice clean(Notice notice) {
        List<Alert> alerts = notice.alerts().stream().map(Redaction::clean).toList();
        return new Notice(notice.key(), notice.kind(), alerts, notice.at(), notice.link());
    }

    private static Alert clean(Alert alert) {
        Map<String, String> parameters = new LinkedHashMap<>();
        alert.parameters().forEach((key, value) -> parameters.put(key, clean(value)));
        return new Alert(
                alert.id(),
                alert.type(),
                alert.source(),
                alert.device(),
                alert.severity(),
                alert.state(),
                clean(alert.message()),
                parameters,
                alert.steps().stream().map(Redaction::clean).toList(),
                alert.startedAt(),
                alert.seenAt(),
                alert.occurrences(),
                alert.events(),
                clean(alert.acknowledgedBy()));
    }
}
