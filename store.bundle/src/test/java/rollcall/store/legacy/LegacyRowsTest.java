package rollcall.store.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Direction;
import rollcall.scan.Scan;
import rollcall.scan.Student;
import rollcall.store.legacy.Predecessor.Version;

/** What becomes of rows of {@code attendance}, in every version of the table. */
class LegacyRowsTest {
    @TempDir
    private Path folder;

    private Terminal terminal;

    @BeforeEach
    void open() throws Exception {
        terminal = new Terminal(folder.resolve("home"), "Asia/Manila");
    }

    @AfterEach
    void close() throws Exception {
        terminal.close();
    }

    private Predecessor predecessor(Version version) throws Exception {
        return new Predecessor(folder.resolve("old"), version);
    }

    private int take(Predecessor predecessor) {
        return terminal.take(predecessor.file(), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void every_version_of_the_tables_is_taken_over_unchanged(Version version) throws Exception {
        Predecessor old = predecessor(version);
        old.student("S1", "Ana");
        old.scan("S1", "2025-11-28T07:10:11.123456", "time_in", "present");
        old.scan("S2", "2025-11-28T07:20:00", "time_in", "late");
        old.scan("S1", "2025-11-28T11:45:00.5", "time_out", "present");
        byte[] before = Files.readAllBytes(old.file());

        assertThat(take(old)).as(terminal.lines.toString()).isZero();
        assertThat(Files.readAllBytes(old.file())).isEqualTo(before);
        try (var files = Files.list(folder.resolve("old/data"))) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("attendance.db", "photos");
        }
        List<Scan> scans = terminal.scans();
        assertThat(scans).extracting(Scan::code).containsExactly("S1", "S2", "S1");
        assertThat(scans)
                .extracting(Scan::decision)
                .containsExactly(
                        new Accepted(Direction.LOGIN, false, true, ""),
                        new Accepted(Direction.LOGIN, true, false, ""),
                        new Accepted(Direction.LOGOUT, false, true, ""));
        assertThat(scans.get(0).capturedAt()).isEqualTo(Instant.parse("2025-11-27T23:10:11.123Z"));
        assertThat(scans.get(0).student()).contains(new Student("S1", "Ana", ""));
        assertThat(scans.get(0).evidence().clock()).isEqualTo(ClockTrust.UNTRUSTED);
        assertThat(scans).extracting(scan -> scan.origin().sequence()).containsExactly(1L, 2L, 3L);
        assertThat(scans).allSatisfy(scan -> {
            assertThat(scan.origin().device()).matches("legacy-[0-9a-f]{8}");
            assertThat(scan.origin().epoch()).isZero();
            assertThat(scan.syncedAt()).isEmpty();
        });
        assertThat(terminal.store.queue().pending()).isEqualTo(3);
        assertThat(terminal.counts("attendance")).containsExactly(3, 3, 0, 0);
        assertThat(terminal.counts("students")).containsExactly(1, 1, 0, 0);
        assertThat(terminal.addsUp()).isTrue();
        assertThat(terminal.accounts()).isTrue();
        assertThat(terminal.home.resolve("data/import-legacy")).doesNotExist();
    }

    @Test
    void sessions_sections_and_synchronisation_are_taken_over() throws Exception {
        Predecessor old = predecessor(Version.SCHEDULED);
        old.sql("INSERT INTO students (student_id, name, section_id) VALUES ('S1', 'Ana', '7-A')");
        old.scan("S1", "2025-11-28T07:10:00", "time_in", "present");
        old.scan("S1", "2025-11-28T13:20:00", "time_in", "late");
        old.scan("S1", "2025-11-28T18:20:00", "time_out", "late");
        old.sql("UPDATE attendance SET schedule_session = iif(id = 2, 'afternoon', 'unknown'), synced = id < 3,"
                + " sync_timestamp = iif(id = 1, '2025-11-28T07:11:00.250000', NULL)");

        assertThat(take(old)).isZero();
        List<Scan> scans = terminal.scans();
        assertThat(scans.get(0).student()).contains(new Student("S1", "Ana", "7-A"));
        assertThat(scans.get(0).syncedAt()).contains(Instant.parse("2025-11-27T23:11:00.250Z"));
        assertThat(scans.get(1).decision()).isEqualTo(new Accepted(Direction.LOGIN, true, true, "afternoon"));
        assertThat(scans.get(1).syncedAt()).contains(Terminal.NOW.plusSeconds(1));
        assertThat(scans.get(2).decision()).isEqualTo(new Accepted(Direction.LOGOUT, false, true, ""));
        assertThat(terminal.lines)
                .contains(
                        "note on attendance 2: synced, but not when: the time of this import is taken",
                        "note on attendance 3: late, but a logout: taken as present");
        assertThat(terminal.store.queue().pending()).isEqualTo(1);
        assertThat(terminal.ledger.days()).singleElement().satisfies(day -> {
            assertThat(day.accepted()).isEqualTo(3);
            assertThat(day.acked()).isEqualTo(2);
        });
        assertThat(terminal.accounts()).isTrue();
    }

    @Test
    void rows_that_are_no_scans_are_skipped_and_named() throws Exception {
        Predecessor old = predecessor(Version.SYNCED);
        old.sql("DROP TABLE attendance");
        old.sql(
                "CREATE TABLE attendance (id INTEGER PRIMARY KEY, student_id, timestamp, photo_path, qr_data, scan_type,"
                        + " status, invented_later)");
        String good = "2025-11-28T07:10:00";
        old.scan("S1", good, "time_in", "absent");
        old.scan("S1", good, "time_in", "excused");
        old.scan("S1", good, "time_in", "asleep");
        old.scan("S1", good, "time_in", null);
        old.scan("S1", good, "sideways", "present");
        old.scan("S1", good, null, "present");
        old.scan("S1", null, "time_in", "present");
        old.scan("S1", "yesterday", "time_in", "present");
        old.scan("S1", 42, "time_in", "present");
        old.scan("S1", "1969-12-31T23:00:00", "time_in", "present");
        old.scan("S1", "+12025-11-28T07:10:00", "time_in", "present");
        old.scan(null, good, "time_in", "present");
        old.scan("  ", good, "time_in", "present");
        old.scan("x".repeat(257), good, "time_in", "present");
        old.scan("S\u001b[31m", good, "time_in", "present");
        old.scan(new byte[] {0, 1, 2}, good, "time_in", "present");
        old.scan("it's & <odd>", good, "time_in", "present");
        old.sql("UPDATE attendance SET qr_data = 'other' WHERE id = 17");

        assertThat(take(old)).isZero();
        assertThat(terminal.scans()).extracting(Scan::code).containsExactly("it's & <odd>");
        assertThat(terminal.counts("attendance")).containsExactly(17, 1, 0, 16);
        assertThat(terminal.addsUp()).isTrue();
        assertThat(terminal.lines)
                .contains(
                        "skipped attendance 1: status is absent, which is no scan",
                        "skipped attendance 3: status is unknown",
                        "skipped attendance 6: scan_type is missing",
                        "skipped attendance 9: timestamp is not yyyy-mm-ddThh:mm:ss",
                        "skipped attendance 12: student_id is missing",
                        "skipped attendance 15: student_id has control characters",
                        "note on attendance 17: qr_data differs from student_id, which is taken");
        assertThat(String.join("", terminal.lines)).doesNotContain("\u001b");
    }

    @Test
    void local_times_in_a_gap_or_an_overlap_become_what_java_makes_of_them() throws Exception {
        terminal.close();
        terminal = new Terminal(folder.resolve("berlin"), "Europe/Berlin");
        Predecessor old = predecessor(Version.SYNCED);
        old.scan("GAP", "2025-03-30T02:30:00", "time_in", "present");
        old.scan("OVERLAP", "2025-10-26T02:30:00", "time_in", "present");
        old.scan("SPACE", "2025-06-01 08:00:00", "time_in", "present");
        old.scan("OFFSET", "2025-06-01T08:00:00+08:00", "time_in", "present");

        assertThat(take(old)).isZero();
        assertThat(terminal.scans())
                .extracting(Scan::capturedAt)
                .containsExactly(
                        Instant.parse("2025-03-30T01:30:00Z"),
                        Instant.parse("2025-10-26T00:30:00Z"),
                        Instant.parse("2025-06-01T06:00:00Z"),
                        Instant.parse("2025-06-01T00:00:00Z"));
    }
}
