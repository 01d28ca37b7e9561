package rollcall.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** The client's side of {@link CommandRoute}'s format: arguments out, lines and an exit code in. */
final class CommandWire {
    private static final JsonFactory JSON = new JsonFactory();

    private CommandWire() {}

    /** The arguments as a JSON array. */
    static String body(List<String> arguments) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartArray();
            for (String argument : arguments) {
                json.writeString(argument);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return out.toString();
    }

    /** Hands on every line as it comes and returns the exit code; a stream without one was cut off. */
    static int read(InputStream body, Consumer<OutputLine> lines) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try (JsonParser json = JSON.createParser(line)) {
                json.nextToken();
                String key = String.valueOf(json.nextFieldName());
                if (json.nextToken() == JsonToken.VALUE_NUMBER_INT && key.equals("exit")) {
                    return json.getIntValue();
                }
                lines.accept(new OutputLine(kind(key), json.getText()));
            }
        }
        throw new EOFException("no exit code came");
    }

    private static OutputLine.Kind kind(String key) throws IOException {
        for (OutputLine.Kind kind : OutputLine.Kind.values()) {
            if (kind.key().equals(key)) {
                return kind;
            }
        }
        throw new IOException("a line of unknown kind " + key);
    }
}
