package rollcall.store.legacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The predecessor's default schedule as a suggestion for {@code etc/schedule.json}, in a file beside it. */
final class LegacySchedule {
    private static final String TABLE = "school_schedules";
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final List<String> WINDOWS =
            List.of("start_time", "login_window_start", "login_window_end", "logout_window_start", "logout_window_end");

    private LegacySchedule() {}

    /** Writes the suggestion, unless there is a file already. */
    static void suggest(LegacyFile legacy, Path suggestion, LegacyReport report) throws SQLException, IOException {
        if (!legacy.tables().contains(TABLE)) {
            return;
        }
        LegacyCount count = report.count(TABLE);
        long rows = legacy.count(TABLE);
        count.read(rows);
        Optional<Long> chosen = legacy.session()
                .first(
                        "SELECT rowid FROM school_schedules WHERE is_default = 1 ORDER BY rowid LIMIT 1",
                        row -> row.getLong(1));
        if (rows > (chosen.isPresent() ? 1 : 0)) {
            report.skipAll(
                    TABLE, rows - (chosen.isPresent() ? 1 : 0), "only the default schedule becomes a suggestion");
        }
        if (chosen.isEmpty()) {
            return;
        }
        String id = chosen.get().toString();
        try {
            String text = json(legacy, chosen.get());
            if (!Files.exists(suggestion)) {
                write(suggestion, text);
                count.take(1);
                report.say("schedule: the predecessor's default is suggested in " + suggestion
                        + "; it had no weekdays, so check them");
            } else if (Files.readString(suggestion).equals(text)) {
                count.there(1);
            } else {
                report.skip(TABLE, id, "another suggestion is in " + suggestion.getFileName() + " already");
            }
        } catch (SkippedRow e) {
            report.skip(TABLE, id, e.reason());
        }
    }

    private static String json(LegacyFile legacy, long row) throws SQLException, SkippedRow {
        List<String> sessions = new ArrayList<>();
        for (String name : List.of("morning", "afternoon")) {
            sessions.add(session(legacy, row, name));
        }
        return "{\"schedules\":[{\"name\":\"default\",\"sections\":[],\"days\":[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\"],"
                + "\"sessions\":[\n  " + String.join(",\n  ", sessions) + "]}],\n\"holidays\":[]}\n";
    }

    private static String session(LegacyFile legacy, long row, String name) throws SQLException, SkippedRow {
        List<LocalTime> times = new ArrayList<>();
        for (String window : WINDOWS) {
            String text = legacy.session()
                    .list(
                            "SELECT " + legacy.column(TABLE, name + "_" + window, "NULL")
                                    + " FROM school_schedules WHERE rowid = ?",
                            result -> String.valueOf(result.getString(1)),
                            row)
                    .get(0);
            times.add(time(text));
        }
        LocalTime from = times.get(1);
        LocalTime to = times.get(2);
        long minutes = legacy.session()
                .number(
                        "SELECT " + legacy.column(TABLE, name + "_late_threshold_minutes", "0")
                                + " FROM school_schedules WHERE rowid = ?",
                        row);
        LocalTime late = times.get(0).plusMinutes(minutes);
        // Who comes after the login window is late here anyway.
        late = late.isBefore(from) ? from : late.isAfter(to) ? to : late;
        return "{\"name\":\"" + name + "\",\"login\":\"" + span(from, to) + "\",\"lateAfter\":\"" + MINUTE.format(late)
                + "\",\"logout\":\"" + span(times.get(3), times.get(4)) + "\"}";
    }

    private static LocalTime time(@Nullable String text) throws SkippedRow {
        try {
            return LocalTime.parse(String.valueOf(text).strip());
        } catch (DateTimeException e) {
            throw new SkippedRow("a time of it is not hh:mm");
        }
    }

    private static String span(LocalTime from, LocalTime to) throws SkippedRow {
        if (!from.isBefore(to)) {
            throw new SkippedRow("a window of it ends before it begins");
        }
        return MINUTE.format(from) + "-" + MINUTE.format(to);
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
        Path temporary = Files.createTempFile(folder, "schedule-", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
