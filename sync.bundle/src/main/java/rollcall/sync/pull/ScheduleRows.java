package rollcall.sync.pull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the predecessor's table {@code school_schedules} as {@code etc/schedule.json} is written. */
final class ScheduleRows {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private ScheduleRows() {}

    static String json(List<String> pages) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("schedules");
            for (String page : pages) {
                for (Map<String, String> row : Rows.read(page)) {
                    schedule(json, row);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void schedule(JsonGenerator json, Map<String, String> row) throws IOException {
        boolean standard = row.getOrDefault("is_default", "").equals("true");
        List<String> sections =
                row.getOrDefault("sections", "").lines().distinct().toList();
        List<String> days = DAYS.stream()
                .filter(day -> row.getOrDefault("apply_" + day, day.startsWith("s") ? "false" : "true")
                        .equals("true"))
                .map(day -> day.substring(0, 3).toUpperCase(Locale.ROOT))
                .toList();
        if (days.isEmpty() || (!standard && sections.isEmpty())) {
            // Nobody goes by it.
            return;
        }
        json.writeStartObject();
        json.writeStringField("name", row.getOrDefault("name", ""));
        array(json, "sections", standard ? List.of() : sections);
        array(json, "days", days);
        json.writeArrayFieldStart("sessions");
        session(json, row, "morning");
        session(json, row, "afternoon");
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void array(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void session(JsonGenerator json, Map<String, String> row, String name) throws IOException {
        LocalTime from = time(row, name + "_login_window_start");
        LocalTime to = time(row, name + "_login_window_end");
        String minutes = row.getOrDefault(name + "_late_threshold_minutes", "0");
        LocalTime late = time(row, name + "_start_time")
                .plusMinutes(minutes.matches("[0-9]{1,3}") ? Integer.parseInt(minutes) : 0);
        // Who comes after the login window is late here anyway.
        late = late.isBefore(from) ? from : late.isAfter(to) ? to : late;
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("login", MINUTE.format(from) + "-" + MINUTE.format(to));
        json.writeStringField("lateAfter", MINUTE.format(late));
        json.writeStringField(
                "logout",
                MINUTE.format(time(row, name + "_logout_window_start")) + "-"
                        + MINUTE.format(time(row, name + "_logout_window_end")));
        json.writeEndObject();
    }

    private static LocalTime time(Map<String, String> row, String column) throws IOException {
        try {
            return LocalTime.parse(row.getOrDefault(column, "").strip());
        } catch (DateTimeException e) {
            throw new IOException(column + " is not a time such as 07:30", e);
        }
    }
}
