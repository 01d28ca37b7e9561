package rollcall.store.legacy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Direction;
import rollcall.scan.ScanId;

/**
 * What a row of the predecessor means here.
 *
 * @param row the row
 * @param code the text of the card
 * @param at when it was read
 * @param ids the id it gets, and those it may have got before the file said which terminal it is from
 * @param decision what was decided; {@code listed} is left to the roster
 * @param notes what is not taken as it stands
 */
record LegacyScan(LegacyRow row, String code, Instant at, List<ScanId> ids, Accepted decision, List<String> notes) {
    /** The longest code that is taken: as much as the store keeps of any text. */
    static final int MAX_CODE = 256;

    private static final int MAX_SESSION = 64;

    /** Reads a row, or says why it is no scan. */
    static LegacyScan of(LegacyRow row, Optional<String> device, ZoneId zone) throws SkippedRow {
        String code = code(row.student());
        Instant at = LegacyTime.parse(row.timestamp(), zone);
        Direction direction = direction(row.scanType());
        boolean late = late(row.status());
        List<String> notes = new java.util.ArrayList<>();
        if (late && direction == Direction.LOGOUT) {
            notes.add("late, but a logout: taken as present");
        }
        String session = session(row.session(), notes);
        if (row.qrData() != null && !row.qrData().equals(code)) {
            notes.add("qr_data differs from student_id, which is taken");
        }
        return new LegacyScan(
                row,
                code,
                at,
                ids(row, code, at, device),
                new Accepted(direction, late && direction == Direction.LOGIN, false, session),
                List.copyOf(notes));
    }

    private static List<ScanId> ids(LegacyRow row, String code, Instant at, Optional<String> device) {
        String id = Long.toString(row.id());
        String timestamp = String.valueOf(row.timestamp());
        String type = String.valueOf(row.scanType());
        ScanId nameless = LegacyId.scan(at, "", id, code, timestamp, type);
        return device.map(name -> List.of(LegacyId.scan(at, name, id, code, timestamp, type), nameless))
                .orElse(List.of(nameless));
    }

    /** Checks the text of a card. */
    static String code(@Nullable String code) throws SkippedRow {
        if (code == null || code.isBlank()) {
            throw new SkippedRow("student_id is missing");
        }
        if (code.length() > MAX_CODE) {
            throw new SkippedRow("student_id is longer than " + MAX_CODE + " characters");
        }
        if (code.chars().anyMatch(Character::isISOControl)) {
            throw new SkippedRow("student_id has control characters");
        }
        return code;
    }

    private static Direction direction(@Nullable String type) throws SkippedRow {
        if (type == null) {
            throw new SkippedRow("scan_type is missing");
        }
        return switch (type) {
            case "time_in" -> Direction.LOGIN;
            case "time_out" -> Direction.LOGOUT;
            default -> throw new SkippedRow("scan_type is neither time_in nor time_out");
        };
    }

    private static boolean late(@Nullable String status) throws SkippedRow {
        if (status == null) {
            throw new SkippedRow("status is missing");
        }
        return switch (status) {
            case "present" -> false;
            case "late" -> true;
            case "absent", "excused" -> throw new SkippedRow("status is " + status + ", which is no scan");
            default -> throw new SkippedRow("status is unknown");
        };
    }

    private static String session(@Nullable String session, List<String> notes) {
        String name = session == null ? "" : session.strip();
        if (name.toLowerCase(Locale.ROOT).equals("unknown")) {
            return "";
        }
        if (name.length() > MAX_SESSION || name.chars().anyMatch(Character::isISOControl)) {
            notes.add("schedule_session is no name of a session and is left out");
            return "";
        }
        return name;
    }
}
