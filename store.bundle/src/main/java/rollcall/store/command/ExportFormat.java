package rollcall.store.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.PhotoReference;
import rollcall.scan.Scan;
import rollcall.scan.Student;

/** How a scan is written when it leaves the terminal as text. */
interface ExportFormat {
    /** What stands before the first line. */
    Optional<String> head();

    /** One scan; {@code first} if none was before. */
    String line(Scan scan, boolean first);

    /** What stands behind the last line. */
    Optional<String> foot();

    static ExportFormat of(String name, ZoneId zone) {
        return switch (name) {
            case "csv" -> new Csv(zone);
            case "json" -> new Json(zone);
            default -> throw new IllegalArgumentException("--format " + name + ": there are csv and json");
        };
    }

    /** The fields of a scan in their order; times in the zone of the school with its offset. */
    static Map<String, String> fields(Scan scan, ZoneId zone) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("row", String.valueOf(scan.row()));
        fields.put("id", scan.id().toString());
        fields.put("device", scan.origin().device());
        fields.put("epoch", String.valueOf(scan.origin().epoch()));
        fields.put("sequence", String.valueOf(scan.origin().sequence()));
        fields.put("captured_at", time(scan.capturedAt(), zone));
        fields.put("clock", scan.evidence().clock().name());
        fields.put("code", scan.code());
        fields.put("name", scan.student().map(Student::name).orElse(""));
        fields.put("section", scan.student().map(Student::section).orElse(""));
        if (scan.decision() instanceof Accepted accepted) {
            put(
                    fields,
                    accepted.late() ? "LATE" : "PRESENT",
                    accepted.direction().name(),
                    accepted.session(),
                    "");
        } else if (scan.decision() instanceof Duplicate duplicate) {
            put(fields, "DUPLICATE", duplicate.direction().name(), "", "");
        } else if (scan.decision() instanceof Rejected rejected) {
            put(fields, "REJECTED", "", "", rejected.reason().name());
        }
        fields.put("photo", scan.evidence().photo().map(PhotoReference::path).orElse(""));
        fields.put("synced_at", scan.syncedAt().map(at -> time(at, zone)).orElse(""));
        return fields;
    }

    private static void put(
            Map<String, String> fields, String status, String direction, String session, String reason) {
        fields.put("status", status);
        fields.put("direction", direction);
        fields.put("session", session);
        fields.put("reason", reason);
    }

    private static String time(Instant at, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone));
    }

    /** Comma-separated values (RFC 4180) under a line of names. */
    record Csv(ZoneId zone) implements ExportFormat {
        private static final String NAMES = "row,id,device,epoch,sequence,captured_at,clock,code,name,section,status,"
                + "direction,session,reason,photo,synced_at";

        @Override
        public Optional<String> head() {
            return Optional.of(NAMES);
        }

        @Override
        public String line(Scan scan, boolean first) {
            StringWriter out = new StringWriter();
            try (CsvWriter csv = CsvWriter.builder().build(out)) {
                csv.writeRecord(
                        fields(scan, zone).values().stream().map(Csv::harmless).toList());
            } catch (IOException e) {
                throw new UncheckedIOException("a StringWriter does not fail", e);
            }
            return out.toString().stripTrailing();
        }

        /** A spreadsheet would run a text that begins like a formula; cards hold what anybody printed on them. */
        private static String harmless(String text) {
            return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        }

        @Override
        public Optional<String> foot() {
            return Optional.empty();
        }
    }

    /** One JSON array of objects, an object a line. */
    record Json(ZoneId zone) implements ExportFormat {
        private static final JsonFactory JSON = new JsonFactory();

        @Override
        public Optional<String> head() {
            return Optional.of("[");
        }

        @Override
        public String line(Scan scan, boolean first) {
            StringWriter out = new StringWriter();
            out.write(first ? " " : ",");
            try (JsonGenerator json = JSON.createGenerator(out)) {
                json.writeStartObject();
                for (Map.Entry<String, String> field : fields(scan, zone).entrySet()) {
                    switch (field.getKey()) {
                        case "row", "epoch", "sequence" ->
                            json.writeNumberField(field.getKey(), Long.parseLong(field.getValue()));
                        default -> json.writeStringField(field.getKey(), field.getValue());
                    }
                }
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException("a StringWriter does not fail", e);
            }
            return out.toString();
        }

        @Override
        public Optional<String> foot() {
            return Optional.of("]");
        }
    }
}
