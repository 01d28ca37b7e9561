package rollcall.launcher.home;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small JSON object, whole in memory: texts, whole numbers, truth values, lists and objects. A null and a missing key
 * are the same.
 *
 * @param values key to {@code String}, {@code Long}, {@code Boolean}, {@code List} or {@code Map}, in their order
 */
public record JsonObject(Map<String, Object> values) {
    private static final int DEEPEST = 12;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    public JsonObject {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Collects the values of an object. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Builder() {}

        public Builder with(String key, Object value) {
            values.put(key, value instanceof Integer number ? Long.valueOf(number) : value);
            return this;
        }

        public JsonObject build() {
            return new JsonObject(values);
        }
    }

    /** The first value of an object. */
    public static Builder of(String key, Object value) {
        return new Builder().with(key, value);
    }

    /** Reads one object in UTF-8 and nothing behind it; throws {@link IOException} for anything else. */
    public static JsonObject parse(byte[] content) throws IOException {
        try (JsonParser json = JSON.createParser(content)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            JsonObject object = new JsonObject(object(json));
            if (json.nextToken() != null) {
                throw new IOException("something follows the JSON object");
            }
            return object;
        } catch (RuntimeException e) {
            throw new IOException(Reason.of(e), e);
        }
    }

    private static Map<String, Object> object(JsonParser json) throws IOException {
        Map<String, Object> found = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            Object value = value(json, json.nextToken());
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }

    private static @Nullable Object value(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new IOException("the JSON ends early");
        }
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> list(json);
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
            case VALUE_NULL -> null;
            default -> json.getText();
        };
    }

    private static List<Object> list(JsonParser json) throws IOException {
        List<Object> found = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            Object value = value(json, token);
            if (value != null) {
                found.add(value);
            }
        }
        return found;
    }

    /** The text of a key, empty if there is none. */
    public String text(String key) {
        return values.get(key) instanceof String text ? text : "";
    }

    /** The number of a key, 0 if there is none. */
    public long number(String key) {
        return values.get(key) instanceof Long number ? number : 0;
    }

    /** Whether a key is true. */
    public boolean flag(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    /** The texts in a list. */
    public List<String> texts(String key) {
        return elements(key, String.class);
    }

    /** The objects in a list. */
    @SuppressWarnings("unchecked") // keys are texts by construction
    public List<JsonObject> objects(String key) {
        return elements(key, Map.class).stream()
                .map(map -> new JsonObject((Map<String, Object>) map))
                .toList();
    }

    /** The object of a key, an empty one if there is none. */
    @SuppressWarnings("unchecked") // keys are texts by construction
    public JsonObject object(String key) {
        return new JsonObject(values.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of());
    }

    private <T> List<T> elements(String key, Class<T> type) {
        return values.get(key) instanceof List<?> list
                ? list.stream().filter(type::isInstance).map(type::cast).toList()
                : List.of();
    }

    /** In UTF-8, on one line. */
    public byte[] toBytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            write(json, values);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof JsonObject object) {
            write(json, object.values());
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
