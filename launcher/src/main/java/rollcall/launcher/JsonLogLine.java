package rollcall.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * A record of the log as one JSON line: {@code timestamp}, {@code level}, {@code logger}, {@code message}, {@code exception} if there
 * is one, and a field for each parameter that is a {@link Map.Entry}, such as {@code correlation_id}.
 *
 * <p>An entry is how a bundle hands a field over: {@link System.Logger} knows no other way, and the launcher no type of a bundle.
 */
final class JsonLogLine extends Formatter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Set<String> TAKEN = Set.of("timestamp", "level", "logger", "message", "exception");
    private static final int LONGEST_VALUE = 200;

    @Override
    public String format(LogRecord record) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("timestamp", record.getInstant().toString());
            json.writeStringField("level", record.getLevel().getName());
            json.writeStringField("logger", String.valueOf(record.getLoggerName()));
            json.writeStringField("message", formatMessage(record));
            Object[] parameters = record.getParameters();
            for (Object parameter : parameters == null ? new Object[0] : parameters) {
                if (parameter instanceof Map.Entry<?, ?> entry) {
                    field(json, String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
                }
            }
            Throwable thrown = record.getThrown();
            if (thrown != null) {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                json.writeStringField("exception", trace.toString());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return out.append('\n').toString();
    }

    private static void field(JsonGenerator json, String name, String value) throws IOException {
        if (NAME.matcher(name).matches() && !TAKEN.contains(name)) {
            json.writeStringField(name, value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value);
        }
    }
}
