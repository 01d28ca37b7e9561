package rollcall.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** A line of the log is one JSON object whatever it holds, and bears the fields that were handed over. */
class JsonLogLineTest {
    private static Map<String, String> fields(LogRecord record) throws Exception {
        String line = new JsonLogLine().format(record);
        assertThat(line).endsWith("}\n");
        assertThat(line.substring(0, line.length() - 1)).doesNotContain("\n");
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    assertThat(fields.put(parser.currentName(), parser.getText()))
                            .isNull();
                }
            }
        }
        return fields;
    }

    private static LogRecord record(String message, Object... parameters) {
        LogRecord record = new LogRecord(Level.INFO, message);
        record.setLoggerName("rollcall.camera");
        record.setInstant(Instant.parse("2026-11-27T08:00:00Z"));
        record.setParameters(parameters);
        return record;
    }

    @Test
    void a_scan_is_found_by_its_correlation_id() throws Exception {
        assertThat(fields(record("{0} scan {1}", "accepted LOGIN", "7", Map.entry("correlation_id", "0190-ab"))))
                .containsExactly(
                        Map.entry("timestamp", "2026-11-27T08:00:00Z"),
                        Map.entry("level", "INFO"),
                        Map.entry("logger", "rollcall.camera"),
                        Map.entry("message", "accepted LOGIN scan 7"),
                        Map.entry("correlation_id", "0190-ab"));
    }

    @Test
    void nothing_in_a_message_or_field_breaks_the_line() throws Exception {
        LogRecord record = record(
                "torn \"quoted\"\nback\\slashed",
                Map.entry("correlation_id", "a\"\n\\" + "x".repeat(500)),
                Map.entry("message", "forged"),
                Map.entry("No name", "forged"),
                Map.entry("exception", "forged"));
        record.setThrown(new IllegalStateException("torn\nin two"));
        Map<String, String> fields = fields(record);
        assertThat(fields)
                .containsEntry("message", "torn \"quoted\"\nback\\slashed")
                .hasSize(6);
        assertThat(fields.get("correlation_id")).startsWith("a\"\n\\x").hasSize(200);
        assertThat(fields.get("exception")).contains("torn\nin two", "JsonLogLineTest");
    }
}
