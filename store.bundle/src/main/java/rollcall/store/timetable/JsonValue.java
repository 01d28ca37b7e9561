package rollcall.store.timetable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a JSON text that knows where it stands, for complaints that lead people there.
 *
 * @param line from 1
 * @param path such as {@code schedules[0].name}
 * @param content a map of names to values, a list of values, or text; any other plain value as {@link Other}
 */
record JsonValue(int line, String path, Object content) {
    /** Deeper than any schedule, shallower than an attack. */
    private static final int DEEPEST = 8;

    private static final JsonFactory JSON = new JsonFactory();

    /** A number, a truth value or null, none of which a schedule has. */
    private record Other(String text) {}

    /** Reads a whole text. */
    static JsonValue parse(String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() == null) {
                throw new IOException("line 1: the file is empty; delete it to have no schedule");
            }
            JsonValue value = read(json, "", 0);
            if (json.nextToken() != null) {
                throw new IOException(
                        "line " + json.currentTokenLocation().getLineNr() + ": there is more after the last brace");
            }
            return value;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String first = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new IOException("line " + line + ": not valid JSON: " + first, e);
        }
    }

    private static JsonValue read(JsonParser json, String path, int depth) throws IOException {
        int line = json.currentTokenLocation().getLineNr();
        if (depth > DEEPEST) {
            throw new IOException("line " + line + ": nested deeper than " + DEEPEST + " levels");
        }
        if (json.currentToken() == JsonToken.START_OBJECT) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                String inner = path.isEmpty() ? name : path + "." + name;
                int at = json.currentTokenLocation().getLineNr();
                json.nextToken();
                if (members.put(name, read(json, inner, depth + 1)) != null) {
                    throw new IOException("line " + at + ": " + inner + " stands there twice; keep one of them");
                }
            }
            return new JsonValue(line, path, members);
        }
        if (json.currentToken() == JsonToken.START_ARRAY) {
            List<JsonValue> values = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                values.add(read(json, path + "[" + values.size() + "]", depth + 1));
            }
            return new JsonValue(line, path, values);
        }
        String text = json.getText();
        return new JsonValue(line, path, json.currentToken() == JsonToken.VALUE_STRING ? text : new Other(text));
    }

    /** A complaint about this value. */
    IOException problem(String what) {
        return new IOException("line " + line + ": " + (path.isEmpty() ? "" : path + " ") + what);
    }

    /** A complaint about this text. */
    IOException notAllowed(String allowed) {
        String shown = content instanceof String text ? text : content instanceof Other other ? other.text() : "{...}";
        return problem("= " + shown + ": allowed are " + allowed);
    }

    String text() throws IOException {
        if (content instanceof String text) {
            return text;
        }
        throw problem("has to be a text in quotes");
    }

    @SuppressWarnings("unchecked") // read() puts nothing else into a list
    List<JsonValue> list(int least, int most) throws IOException {
        if (!(content instanceof List<?> list)) {
            throw problem("has to be a list in brackets");
        }
        if (list.size() < least || list.size() > most) {
            throw problem("has " + list.size() + " entries: allowed are " + least + " to " + most);
        }
        return (List<JsonValue>) list;
    }

    /** This object, which may have these members and no others. */
    @SuppressWarnings("unchecked") // read() puts nothing else into a map
    JsonValue object(List<String> allowed) throws IOException {
        if (!(content instanceof Map<?, ?> members)) {
            throw problem("has to be an object in braces");
        }
        for (JsonValue member : ((Map<String, JsonValue>) members).values()) {
            String name = member.path().substring(path.isEmpty() ? 0 : path.length() + 1);
            if (!allowed.contains(name)) {
                throw member.problem("is not known: allowed are " + String.join(", ", allowed));
            }
        }
        return this;
    }

    Optional<JsonValue> optional(String name) {
        return content instanceof Map<?, ?> members
                ? Optional.ofNullable((JsonValue) members.get(name))
                : Optional.empty();
    }

    JsonValue required(String name) throws IOException {
        Optional<JsonValue> member = optional(name);
        if (member.isEmpty()) {
            throw problem("has no " + name);
        }
        return member.get();
    }
}
