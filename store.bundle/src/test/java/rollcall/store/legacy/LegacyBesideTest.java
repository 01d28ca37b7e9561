package rollcall.store.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Capture;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.scan.Student;
import rollcall.store.RosterLine;
import rollcall.store.legacy.Predecessor.Version;
import rollcall.store.sqlite.RosterTable;
import rollcall.store.sqlite.SqliteAuditTrail;

/** Imports into a terminal that has scans and students of its own. */
class LegacyBesideTest {
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

    private static ScanId id(int number) {
        return new ScanId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number));
    }

    @Test
    void own_scans_stay_and_the_account_of_a_shared_day_agrees() throws Exception {
        Instant at = Instant.parse("2025-11-27T23:10:00Z");
        terminal.store.record(Capture.of(id(1), "S1", at));
        terminal.store.record(Capture.of(id(2), "S1", at.plusSeconds(5)));
        Predecessor old = predecessor(Version.SYNCED);
        old.scan("S1", "2025-11-28T07:10:00", "time_in", "present");
        old.scan("S1", "2025-10-01T07:10:00", "time_in", "late");
        old.sql("UPDATE attendance SET synced = 1, sync_timestamp = '2025-11-28T07:10:01'");

        assertThat(take(old)).isZero();
        terminal.store.record(Capture.of(id(3), "S9", at.plusSeconds(60)));
        assertThat(terminal.scans())
                .filteredOn(Scan::accepted)
                .extracting(scan -> scan.origin().device().replaceAll("-.*", ""))
                .containsExactly("here", "legacy", "legacy", "here");
        assertThat(terminal.accounts()).isTrue();
        assertThat(terminal.ledger.days())
                .extracting(day -> day.accepted() + "/" + day.acked())
                .containsExactly("1/1", "3/1");
        assertThat(new SqliteAuditTrail(terminal.database).recent(5))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.action()).isEqualTo("legacy.imported");
                    assertThat(entry.subject()).isEqualTo("attendance.db");
                    assertThat(entry.details()).contains("attendance: read 2, taken 2, there 0, skipped 0");
                });
    }

    @Test
    void a_roster_that_is_installed_stays() throws Exception {
        terminal.database.write(session -> {
            RosterTable.replace(session, List.of(RosterLine.of(new Student("S1", "Ana Cruz", "7-B"))));
            return session;
        });
        Predecessor old = predecessor(Version.SYNCED);
        old.student("S1", "Ana");
        old.student("S2", "Ben");
        old.student("S\t3", "Broken");

        assertThat(take(old)).isZero();
        assertThat(terminal.counts("students")).containsExactly(3, 0, 1, 2);
        assertThat(terminal.addsUp()).isTrue();
        assertThat(terminal.database.<Optional<Student>>read(session -> RosterTable.find(session, "S1")))
                .contains(new Student("S1", "Ana Cruz", "7-B"));
    }

    @Test
    void a_roster_taken_over_outlives_the_absence_of_a_file_and_an_empty_one_shuts_nobody_out() throws Exception {
        Predecessor old = predecessor(Version.SYNCED);
        take(old);
        assertThat(terminal.database.<Boolean>read(RosterTable::isInstalled)).isFalse();

        old.student("S1", null);
        take(old);
        terminal.database.write(session -> {
            RosterTable.remove(session);
            return session;
        });
        assertThat(terminal.database.<Optional<Student>>read(session -> RosterTable.find(session, "S1")))
                .contains(new Student("S1", "", ""));
    }

    @Test
    void twenty_thousand_rows_are_taken_over_while_recording_goes_on() throws Exception {
        Predecessor old = predecessor(Version.SYNCED);
        old.scans(1, 20_000);
        Thread recording = new Thread(() -> {
            for (int i = 0; i < 50; i++) {
                try {
                    terminal.store.record(Capture.of(id(i), "OWN-" + i, Terminal.NOW));
                } catch (rollcall.store.StoreException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        recording.start();
        assertThat(take(old)).isZero();
        recording.join();

        assertThat(terminal.counts("attendance")).containsExactly(20_000, 20_000, 0, 0);
        assertThat(terminal.rows()).isEqualTo(20_050);
        assertThat(terminal.store.queue().pending()).isEqualTo(20_050);
        assertThat(terminal.accounts()).isTrue();
    }
}
