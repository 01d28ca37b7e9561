package rollcall.alerts.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A status code and what stands in the braces; an error has the one key {@code error}.
 *
 * @param status the code
 * @param fields the content
 */
record Answer(int status, Fields fields) {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** What stands in the braces. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    static Answer ok(Fields fields) {
        return new Answer(HttpServletResponse.SC_OK, fields);
    }

    static Answer error(int status, String message) {
        return new Answer(status, json -> json.writeStringField("error", message));
    }

    static byte[] json(Fields fields) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** Writes it; of a HEAD request only the head. */
    void send(HttpServletResponse response, boolean headOnly) throws IOException {
        byte[] body = json(fields);
        response.setStatus(status);
        // Not setContentType: that would add a charset, and JSON has none.
        response.setHeader("Content-Type", "application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        if (!headOnly) {
            response.getOutputStream().write(body);
        }
    }
}
