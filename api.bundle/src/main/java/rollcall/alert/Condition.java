package rollcall.alert;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something that is so right now and should not be.
 *
 * <p>Parameters are numbers and words of a fixed alphabet, so that no sentence, and with it no student's name, can get in.
 *
 * @param type what it is
 * @param source which instance, such as {@code breaker:students}; letters, digits and {@code . _ : / -}, 1 to 64
 * @param parameters at most 16, in the order they are shown; each value is a word like {@code source} or a number
 */
public record Condition(AlertType type, String source, Severity severity, Map<String, String> parameters) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:/-]{1,64}");
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,31}");
    private static final int MOST = 16;
    private static final int SHOWN = 40;

    public Condition {
        word("source", source);
        if (parameters.size() > MOST) {
            throw new IllegalArgumentException(
                    "alert with " + parameters.size() + " parameters: at most " + MOST + " are allowed");
        }
        parameters.forEach((key, value) -> {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException("alert parameter '" + shown(key)
                        + "': 1 to 32 lower-case letters, digits and underscores are allowed");
            }
            word("parameter " + key, value);
        });
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    public static Condition of(AlertType type, String source, Severity severity) {
        return new Condition(type, source, severity, Map.of());
    }

    /** The same with one more parameter. */
    public Condition with(String key, long value) {
        return with(key, String.valueOf(value));
    }

    /** The same with one more parameter, a word. */
    public Condition with(String key, String word) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(key, word);
        return new Condition(type, source, severity, more);
    }

    /** The type's message with the parameters in their places. */
    public String message() {
        String text = type.message();
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            text = text.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        return text;
    }

    static void word(String what, String text) {
        if (!WORD.matcher(text).matches()) {
            throw new IllegalArgumentException("alert " + what + " '" + shown(text)
                    + "': 1 to 64 letters, digits and . _ : / - are allowed, no free text");
        }
    }

    /** The beginning of a text that was refused, safe to be logged. */
    static String shown(String text) {
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
