package rollcall.config.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the text of the file apart into entries, or says on which line it makes no sense. */
final class ConfigText {
    /** Sections of sections of sections: deeper than any configuration, shallower than an attack. */
    private static final int DEEPEST = 8;

    /** Where top-level values that are no section go. */
    static final String TOP = "terminal";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final JsonFactory JSON = new JsonFactory();

    private final UnaryOperator<@Nullable String> environment;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> sections = new HashSet<>();

    private ConfigText(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * What a file says.
     *
     * @param entries its values in their order
     * @param sections its top-level objects, empty ones too
     * @param problems what is wrong with it, one line each; if there are any, nothing of it may be used
     */
    record Parsed(List<Entry> entries, Set<String> sections, List<String> problems) {}

    /** Parses; {@code environment} gives the value of a variable, or null. */
    static Parsed parse(byte[] content, UnaryOperator<@Nullable String> environment) {
        ConfigText text = new ConfigText(environment);
        try (JsonParser json = JSON.createParser(content)) {
            text.read(json);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            text.problems.add("line " + line + ": not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            text.problems.add("cannot be read: " + e.getMessage());
        }
        return new Parsed(text.entries, text.sections, text.problems);
    }

    private void read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            problems.add("line 1: the file must be one object in braces");
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            int line = json.currentTokenLocation().getLineNr();
            if (json.nextToken() == JsonToken.START_OBJECT) {
                sections.add(name);
                readObject(json, name, "", 1);
            } else {
                sections.add(TOP);
                readValue(json, TOP, name, line, 1);
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            problems.add("line " + json.currentLocation().getLineNr() + ": the file ends early");
        } else if (json.nextToken() != null) {
            problems.add("line " + json.currentTokenLocation().getLineNr() + ": there is more after the last brace");
        }
    }

    private void readObject(JsonParser json, String section, String prefix, int depth) throws IOException {
        if (depth > DEEPEST) {
            problems.add("line " + json.currentTokenLocation().getLineNr() + ": " + section + prefix
                    + " is nested deeper than " + DEEPEST + " levels");
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = prefix.isEmpty() ? json.currentName() : prefix + "." + json.currentName();
            int line = json.currentTokenLocation().getLineNr();
            json.nextToken();
            readValue(json, section, key, line, depth);
        }
    }

    private void readValue(JsonParser json, String section, String key, int line, int depth) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            readObject(json, section, key, depth + 1);
            return;
        }
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            problems.add("line " + line + ": " + section + "." + key + " is null; write a value or remove the key");
            return;
        }
        List<String> values = new ArrayList<>();
        boolean array = json.currentToken() == JsonToken.START_ARRAY;
        if (array) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (!json.currentToken().isScalarValue()) {
                    problems.add("line " + line + ": " + section + "." + key + " may hold plain values only");
                    json.skipChildren();
                } else {
                    values.add(replaced(json.getText(), section, key, line));
                }
            }
        } else {
            values.add(replaced(json.getText(), section, key, line));
        }
        if (!seen.add(section + "." + key)) {
            problems.add("line " + line + ": " + section + "." + key + " stands there twice; keep one of them");
        }
        entries.add(new Entry(section, key, values, array, line));
    }

    private String replaced(String text, String section, String key, int line) {
        Matcher variables = VARIABLE.matcher(text);
        return variables.replaceAll(match -> {
            String value = environment.apply(match.group(1));
            if (value == null) {
                problems.add("line " + line + ": " + section + "." + key + " needs the environment variable "
                        + match.group(1) + ", which is not set; set it or write the value there");
                return "";
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
