package rollcall.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * What the admin door answers at once: a status code and a JSON object.
 *
 * @param status of HTTP
 * @param body the object in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // answers are never compared
record Answer(int status, byte[] body) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Writes the fields of the object. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    static Answer of(int status, Fields fields) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        return new Answer(status, out.toByteArray());
    }

    static Answer error(int status, String message) throws IOException {
        return of(status, json -> json.writeStringField("error", message));
    }

    void send(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
