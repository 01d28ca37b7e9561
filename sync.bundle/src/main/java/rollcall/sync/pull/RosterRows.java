package rollcall.sync.pull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.scan.Student;
import rollcall.store.RosterLine;
import rollcall.store.School;

/**
 * Makes a roster of what came.
 *
 * @param guardians whether guardians' numbers are kept
 */
record RosterRows(boolean guardians) {
    private static final int LONGEST = 200;
    private static final Set<String> NO = Set.of("", "no", "n", "false", "0");

    /** Of a file: JSON if it begins like it, else CSV. */
    List<RosterLine> file(School school, String text) throws IOException {
        if (!text.stripLeading().startsWith("[")) {
            return school.read(text).stream().map(this::kept).toList();
        }
        List<RosterLine> lines = new ArrayList<>();
        for (Map<String, String> row : Rows.read(text)) {
            lines.add(line(
                    row.getOrDefault("code", ""),
                    row.getOrDefault("name", ""),
                    row.getOrDefault("section", ""),
                    row.getOrDefault("guardian_phone", ""),
                    row.getOrDefault("opt_out", ""),
                    lines.size() + 1));
        }
        return lines;
    }

    /** Of the predecessor's table {@code students}. */
    List<RosterLine> students(List<String> pages) throws IOException {
        List<RosterLine> lines = new ArrayList<>();
        for (String page : pages) {
            for (Map<String, String> row : Rows.read(page)) {
                String name = Stream.of("first_name", "middle_name", "last_name", "suffix")
                        .map(column -> row.getOrDefault(column, "").strip())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" "));
                lines.add(line(
                        row.getOrDefault("student_number", ""),
                        name,
                        row.getOrDefault("section", ""),
                        row.getOrDefault("parent_guardian_contact", ""),
                        "",
                        lines.size() + 1));
            }
        }
        return lines;
    }

    private RosterLine line(String code, String name, String section, String phone, String optOut, int number)
            throws IOException {
        String clean = clean(code);
        if (clean.isEmpty() || clean.length() >= LONGEST) {
            throw new IOException("row " + number + ": a code of 1 to " + (LONGEST - 1) + " characters is expected");
        }
        return kept(new RosterLine(
                new Student(clean, clean(name), clean(section)),
                RosterLine.phone(phone),
                !NO.contains(optOut.strip().toLowerCase(Locale.ROOT))));
    }

    private RosterLine kept(RosterLine line) {
        return guardians ? line : RosterLine.of(line.student());
    }

    private static String clean(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
