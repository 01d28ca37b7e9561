package rollcall.sync.pull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an array of JSON objects as names with texts; complaints tell a line and quote nothing. */
final class Rows {
    private static final JsonFactory JSON = new JsonFactory();

    private Rows() {}

    /** All of them; a name without a value is left out, the values of what is nested stand in lines of one text. */
    static List<Map<String, String>> read(String text) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("a list of JSON objects is expected");
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw new IOException(
                            "line " + json.currentTokenLocation().getLineNr() + ": a JSON object is expected");
                }
                rows.add(row(json));
            }
            if (json.nextToken() != null) {
                throw new IOException("there is more after the list");
            }
            return rows;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            // Its own message would quote what stands there.
            throw new IOException("line " + line + ": not valid JSON");
        }
    }

    private static Map<String, String> row(JsonParser json) throws IOException {
        Map<String, String> row = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            String value = token.isStructStart() ? nested(json) : json.getText();
            if (token != JsonToken.VALUE_NULL) {
                row.put(name, value);
            }
        }
        return row;
    }

    private static String nested(JsonParser json) throws IOException {
        List<String> values = new ArrayList<>();
        for (int depth = 1; depth > 0; ) {
            JsonToken token = json.nextToken();
            if (token == null) {
                throw new IOException("cut off in the middle");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                values.add(json.getText());
            }
        }
        return String.join("\n", values);
    }
}
