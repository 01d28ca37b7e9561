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
import java.util.Map;
import rollcall.scan.Student;

/** Reads {@code code,name,section} lines (RFC 4180, UTF-8, first line as just said). */
public final class RosterCsv {
    private static final List<String> HEADER = List.of("code", "name", "section");

    private RosterCsv() {}

    /** Reads the file wholly or, with one line that says what and where, not at all. */
    static List<Student> read(Path file) throws IOException {
        Map<String, Student> students = new LinkedHashMap<>();
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IOException("not UTF-8; save it as CSV in UTF-8", e);
        }
        try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(text)) {
            boolean header = true;
            for (CsvRecord record : records) {
                if (header) {
                    checkHeader(record);
                    header = false;
                } else {
                    add(students, record);
                }
            }
        } catch (CsvParseException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
        if (students.isEmpty()) {
            throw new IOException("no students in it; delete the file to let every code in");
        }
        return List.copyOf(students.values());
    }

    private static void checkHeader(CsvRecord record) throws IOException {
        List<String> found = record.getFields().stream()
                .map(field -> field.replace("\uFEFF", "").strip())
                .toList();
        if (!found.equals(HEADER)) {
            throw new IOException("line 1 is " + String.join(",", found) + "; expected code,name,section");
        }
    }

    private static void add(Map<String, Student> students, CsvRecord record) throws IOException {
        String where = "line " + record.getStartingLineNumber() + ": ";
        if (record.getFieldCount() != HEADER.size()) {
            throw new IOException(where + record.getFieldCount() + " columns, expected code,name,section");
        }
        String code = record.getField(0).strip();
        if (code.isEmpty()) {
            throw new IOException(where + "no code");
        }
        Student student =
                new Student(code, record.getField(1).strip(), record.getField(2).strip());
        if (students.putIfAbsent(code, student) != null) {
            throw new IOException(where + "code " + code + " stands there twice");
        }
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
