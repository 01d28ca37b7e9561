package rollcall.alerts.delivery;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import rollcall.alert.AlertChannel;
import rollcall.alert.Severity;

/**
 * What the configuration says of single channels, those of bundles dropped in included: lines such as
 * {@code sms least=error after=5 quiet=22:00-06:00 hourly=10}, over what the channel says of itself.
 */
public final class ChannelRules {
    private static final String RANGES =
            "least=info, warning, error or critical; after=0 to 1440; quiet=yes, no or 20:00-06:30; hourly=0 to 1000";
    private static final int LONGEST_AFTER = 1_440;
    private static final int MOST_HOURLY = 1_000;

    private final QuietHours quiet;
    private final QuietHours never;
    private final ZoneId zone;
    private final Map<String, Rule> rules = new HashMap<>();

    private record Rule(
            Optional<Severity> least, Optional<Integer> after, Optional<QuietHours> quiet, Optional<Integer> hourly) {}

    /**
     * Reads them; a line that is wrong is told and left out, and hinders no other.
     *
     * @param quiet the hours of channels that have none of their own
     */
    public ChannelRules(QuietHours quiet, List<String> lines, ZoneId zone, Consumer<String> problem) {
        this.quiet = quiet;
        this.zone = zone;
        this.never = QuietHours.of("", zone);
        for (String line : lines) {
            try {
                read(line.trim());
            } catch (IllegalArgumentException e) {
                problem.accept(e.getMessage());
            }
        }
    }

    private void read(String line) {
        String[] words = line.split("\\s+");
        if (!words[0].matches("[a-z][a-z0-9-]{0,39}") || words.length < 2) {
            throw wrong(line, "the name of a channel and at least one setting are expected");
        }
        Map<String, String> values = new HashMap<>();
        for (String word : List.of(words).subList(1, words.length)) {
            int split = word.indexOf('=');
            if (split < 1 || values.put(word.substring(0, split), word.substring(split + 1)) != null) {
                throw wrong(line, word + " is no setting, or one given twice");
            }
        }
        Rule rule = new Rule(
                Optional.ofNullable(values.remove("least")).map(text -> severity(line, text)),
                Optional.ofNullable(values.remove("after")).map(text -> number(line, text, LONGEST_AFTER)),
                Optional.ofNullable(values.remove("quiet")).map(text -> hours(line, text)),
                Optional.ofNullable(values.remove("hourly")).map(text -> number(line, text, MOST_HOURLY)));
        if (!values.isEmpty()) {
            throw wrong(line, "unknown: " + String.join(", ", values.keySet()));
        }
        if (rules.putIfAbsent(words[0], rule) != null) {
            throw wrong(line, "channel " + words[0] + " is set up twice; the first line counts");
        }
    }

    private static IllegalArgumentException wrong(String line, String what) {
        return new IllegalArgumentException("alerts.channels = " + Redaction.clean(line) + ": " + Redaction.clean(what)
                + "; allowed are " + RANGES);
    }

    private static Severity severity(String line, String text) {
        return Stream.of(Severity.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(line, "least=" + text));
    }

    private static int number(String line, String text, int most) {
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > most) {
            throw wrong(line, text + " is out of range");
        }
        return Integer.parseInt(text);
    }

    private QuietHours hours(String line, String text) {
        if (text.equals("yes") || text.equals("no")) {
            return text.equals("yes") ? quiet : never;
        }
        try {
            return QuietHours.of(text, zone);
        } catch (IllegalArgumentException e) {
            throw wrong(line, "quiet=" + text);
        }
    }

    /** What holds for a channel. */
    public Route route(AlertChannel channel) {
        Rule none = new Rule(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Rule rule = rules.getOrDefault(channel.name(), none);
        return new Route(
                channel.name(),
                rule.least().orElseGet(channel::least),
                rule.after().orElseGet(channel::afterMinutes),
                rule.quiet().orElseGet(() -> channel.isQuietAtNight() ? quiet : never),
                channel.grouping(),
                rule.hourly().orElseGet(channel::mostAnHour));
    }
}
