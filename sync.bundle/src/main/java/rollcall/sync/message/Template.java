package rollcall.sync.message;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places such as {@code {student_name}}, or with two braces as the predecessor had them.
 *
 * @param text may be empty: then nothing is said
 */
record Template(String text) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([a-z_]+)\\s*}}|\\{\\s*([a-z_]+)\\s*}");

    /** What there is to put in. */
    static final Set<String> PLACES = new TreeSet<>(Set.of(
            "student_name", "student_number", "student_id", "section", "session", "time", "date", "school_name"));

    /** Reads one; {@code key} tells where it stands in the configuration. */
    static Template of(String key, String text) {
        Matcher places = PLACE.matcher(text);
        while (places.find()) {
            if (!PLACES.contains(name(places))) {
                throw new IllegalArgumentException(
                        key + ": {" + name(places) + "} is not known; there are " + String.join(", ", PLACES));
            }
        }
        String rest = PLACE.matcher(text).replaceAll("");
        if (rest.contains("{") || rest.contains("}")) {
            throw new IllegalArgumentException(
                    key + ": a brace that belongs to no place; there are " + String.join(", ", PLACES));
        }
        return new Template(text);
    }

    private static String name(MatchResult place) {
        return String.valueOf(place.group(1) == null ? place.group(2) : place.group(1));
    }

    /** The text with the values in their places; what stands in a value is only text. */
    String with(Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(name(place), "")))
                .strip();
    }
}
