package rollcall.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Sends a command's lines to a client of the admin door as they come, one JSON object a line.
 *
 * <p>Once the client is gone lines are dropped, so that the command's work is finished all the same. A command may call
 * it from several threads.
 */
final class LineStream implements Consumer<String> {
    private static final JsonFactory JSON = new JsonFactory();

    private final OutputStream out;
    private boolean gone;

    LineStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void accept(String text) {
        OutputLine line = OutputLine.of(text);
        send(json -> json.writeStringField(line.kind().key(), line.text()));
    }

    /** Sends the last line. */
    void exit(int code) {
        send(json -> json.writeNumberField("exit", code));
    }

    /** Whether the client went away before the end. */
    synchronized boolean gone() {
        return gone;
    }

    private synchronized void send(Answer.Fields fields) {
        if (gone) {
            return;
        }
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            try (JsonGenerator json = JSON.createGenerator(line)) {
                json.writeStartObject();
                fields.write(json);
                json.writeEndObject();
            }
            line.write('\n');
            out.write(line.toByteArray());
            out.flush();
        } catch (IOException e) {
            gone = true;
        }
    }
}
