package rollcall.store.roster;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import rollcall.scan.Student;
import rollcall.store.RosterLine;

/** Reads {@code code,name,section} lines, with or without a guardian's columns (RFC 4180, UTF-8, first line as just said). */
public final class RosterCsv {
    private static final List<String> HEADER = List.of("code", "name", "section");
    private static final String PHONE = "guardian_phone";
    private static final String OPT_OUT = "opt_out";

    /** What says that messages are wanted; anything else that somebody wrote there says that they are not. */
    private static final Set<String> NO = Set.of("", "no", "n", "false", "0");

    private RosterCsv() {}

    /** Reads the file wholly or, with one line that says what and where, not at all. */
    static List<RosterLine> read(Path file) throws IOException {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            throw new IOException("not UTF-8; save it as CSV in UTF-8", e);
        }
    }

    /** Reads a text wholly or, with one line that says what and where and quotes nobody's data, not at all. */
    public static List<RosterLine> parse(String text) throws IOException {
        Map<String, RosterLine> lines = new LinkedHashMap<>();
        List<String> header = List.of();
        try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(text)) {
            for (CsvRecord record : records) {
                if (header.isEmpty()) {
                    header = header(record);
                } else {
                    add(lines, header, record);
                }
            }
        } catch (CsvParseException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
        if (lines.isEmpty()) {
            throw new IOException("no students in it; delete the file to let every code in");
        }
        return List.copyOf(lines.values());
    }

    private static List<String> header(CsvRecord record) throws IOException {
        List<String> found = record.getFields().stream()
                .map(field -> field.replace("\uFEFF", "").strip())
                .toList();
        int own = HEADER.size();
        boolean good = found.size() >= own
                && found.subList(0, own).equals(HEADER)
                && Set.of(PHONE, OPT_OUT).containsAll(found.subList(own, found.size()))
                && Set.copyOf(found).size() == found.size();
        if (!good) {
            // Not quoted: it may be a student's.
            throw new IOException("line 1: expected is code,name,section, then guardian_phone and opt_out or nothing");
        }
        return found;
    }

    private static void add(Map<String, RosterLine> lines, List<String> header, CsvRecord record) throws IOException {
        String where = "line " + record.getStartingLineNumber() + ": ";
        if (record.getFieldCount() != header.size()) {
            throw new IOException(where + record.getFieldCount() + " columns, expected " + String.join(",", header));
        }
        String code = record.getField(0).strip();
        if (code.isEmpty()) {
            throw new IOException(where + "no code");
        }
        Student student =
                new Student(code, record.getField(1).strip(), record.getField(2).strip());
        String phone = optional(header, record, PHONE);
        RosterLine line = new RosterLine(
                student,
                RosterLine.phone(phone),
                !NO.contains(optional(header, record, OPT_OUT).toLowerCase(Locale.ROOT)));
        if (!phone.isEmpty() && line.phone().isEmpty()) {
            throw new IOException(where + "guardian_phone is no number of 4 to 15 digits; mend it or leave it empty");
        }
        if (lines.putIfAbsent(code, line) != null) {
            throw new IOException(where + "its code stands in a line before, too");
        }
    }

    private static String optional(List<String> header, CsvRecord record, String column) {
        int index = header.indexOf(column);
        return index < 0 ? "" : record.getField(index).strip();
    }

    /**
     * Rewrites the file without the lines of a code, durably; everything else in it keeps its meaning.
     *
     * @return whether there was such a line; a missing file has none
     */
    public static boolean without(Path file, String code) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        List<List<String>> kept = new ArrayList<>();
        boolean found = false;
        try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(Files.readString(file))) {
            for (CsvRecord record : records) {
                if (record.getField(0).strip().equals(code)) {
                    found = true;
                } else {
                    kept.add(record.getFields());
                }
            }
        } catch (CsvParseException e) {
            throw new IOException("roster " + file + " cannot be read: " + e.getMessage(), e);
        }
        if (found) {
            StringWriter text = new StringWriter();
            try (CsvWriter csv = CsvWriter.builder().build(text)) {
                kept.forEach(csv::writeRecord);
            }
            Path temporary = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(temporary, text.toString());
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
        return found;
    }
}
