package rollcall.alerts.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The JSON object of a request: texts and whole numbers, exactly the keys that are expected. */
record Wish(Map<String, String> values) {
    private static final int LONGEST = 4_096;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Reads one. The message of the exception is one line for people. */
    static Wish read(HttpServletRequest request, List<String> keys) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            throw new IllegalArgumentException("the body has more than " + LONGEST + " bytes");
        }
        Map<String, String> values = new HashMap<>();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw expected(keys);
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                JsonToken value = json.nextToken();
                if (!keys.contains(key) || (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NUMBER_INT)) {
                    throw expected(keys);
                }
                values.put(key, json.getText());
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw expected(keys);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body is no JSON object: " + keys + " are expected", e);
        }
        if (!values.keySet().containsAll(keys)) {
            throw expected(keys);
        }
        return new Wish(values);
    }

    private static IllegalArgumentException expected(List<String> keys) {
        return new IllegalArgumentException("a JSON object with exactly " + String.join(", ", keys)
                + " is expected, each a text or a whole number");
    }

    String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    int number(String key, int most) {
        String text = text(key);
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(key + ": a whole number from 1 to " + most + " is allowed");
        }
        return Integer.parseInt(text);
    }
}
