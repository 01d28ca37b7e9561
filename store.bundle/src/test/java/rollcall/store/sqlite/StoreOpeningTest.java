package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollcall.store.sqlite.OpenStore.NOON;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Origin;
import rollcall.scan.Scan;
import rollcall.store.AuditTrail.Entry;
import rollcall.store.backup.Backup;
import rollcall.store.backup.BackupFolder;

class StoreOpeningTest {
    private static final int SCANS = 400;
    private static final int PAGE = 4_096;
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @TempDir
    private Path home;

    private final List<String> salvaged = new ArrayList<>();

    private Path data() {
        return home.resolve("data");
    }

    private Path file() {
        return data().resolve("attendance.db");
    }

    private StoreOpening opening() {
        return new StoreOpening(home, CLOCK, salvaged::add);
    }

    /** A closed database with scans S1 to S{@value SCANS}, all accepted. */
    private void fill() throws Exception {
        StoreOpening opening = opening();
        opening.open().close();
        opening.closed();
        try (OpenStore store = new OpenStore(data())) {
            for (int i = 1; i <= SCANS; i++) {
                store.scan("S" + i);
            }
            FarEnd.acknowledge(
                    store.outbox, List.of(store.scans.after(0, 1).get(0).id()), NOON);
        }
    }

    /** The page on which most rows of the table lie, counted from 1; damaging it damages those rows. */
    private long leafOf(String table, int nth) throws Exception {
        try (OpenStore store = new OpenStore(data())) {
            return store.number("SELECT pageno FROM dbstat WHERE name = '" + table
                    + "' AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET " + nth);
        }
    }

    private void damage(long page) throws Exception {
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.seek((page - 1) * PAGE);
            raw.write(new byte[PAGE]);
        }
    }

    private List<String> codes(SqliteDatabase database) throws Exception {
        return database.read(session -> session.list("SELECT code FROM scan ORDER BY row", row -> row.getString(1)));
    }

    private List<Path> setAside() throws Exception {
        try (Stream<Path> folders = Files.list(data().resolve("damaged"))) {
            return folders.toList();
        }
    }

    @Test
    void a_closed_database_opens_as_it_is() throws Exception {
        fill();
        StoreOpening opening = opening();
        try (SqliteDatabase database = opening.open()) {
            assertThat(codes(database)).hasSize(SCANS);
            assertThat(opening.check(database)).isEmpty();
        }
        assertThat(salvaged).isEmpty();
        assertThat(data().resolve("damaged")).doesNotExist();
    }

    @Test
    void a_damaged_page_costs_its_own_rows_and_the_rest_is_salvaged() throws Exception {
        fill();
        damage(leafOf("scan", 3));
        byte[] before = Files.readAllBytes(file());
        try (SqliteDatabase database = opening().open()) {
            List<String> left = codes(database);
            assertThat(left).hasSizeBetween(SCANS - 60, SCANS - 1).doesNotHaveDuplicates();
            assertThat(database.<Long>read(session -> session.number(
                            "SELECT count(*) FROM scan LEFT JOIN outbox USING (row) WHERE outbox.row IS NULL")))
                    .isZero();
            int lost = SCANS - left.size();
            assertThat(salvaged)
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("had " + SCANS + " scans; " + left.size() + " were read, 0 came")
                    .contains(lost + " are lost");
            assertThat(new SqliteLedger(database, ZoneOffset.UTC).audit(CLOCK).unaccounted())
                    .as("the loss stays visible")
                    .isEqualTo(lost);
            assertThat(new SqliteAuditTrail(database).recent(1))
                    .extracting(Entry::action)
                    .containsExactly("database.salvaged");
            assertThat(database.<Long>read(
                            session -> session.number("SELECT count(*) FROM alert WHERE type = 'DATABASE_ERROR'")))
                    .isEqualTo(1);
        }
        assertThat(Files.readAllBytes(setAside().get(0).resolve("attendance.db")))
                .isEqualTo(before);
        try (OpenStore store = new OpenStore(data())) {
            assertThat(store.scan("NEW").origin()).isEqualTo(new Origin("here", 2, 1));
        }
    }

    @Test
    void the_newest_backup_fills_in() throws Exception {
        fill();
        new Backup(home, "here", CLOCK).make(new BackupFolder(home).path(NOON), false, line -> {});
        damage(leafOf("scan", 3));
        try (SqliteDatabase database = opening().open()) {
            assertThat(codes(database)).hasSize(SCANS);
            assertThat(new SqliteLedger(database, ZoneOffset.UTC).audit(CLOCK).unaccounted())
                    .isZero();
        }
        assertThat(salvaged.get(0)).contains("0 are lost");
    }

    @Test
    void a_lost_first_page_is_made_good_from_the_backup() throws Exception {
        fill();
        new Backup(home, "here", CLOCK).make(new BackupFolder(home).path(NOON), false, line -> {});
        damage(1);
        try (SqliteDatabase database = opening().open()) {
            assertThat(codes(database)).hasSize(SCANS);
        }
    }

    @Test
    void a_damaged_index_costs_nothing() throws Exception {
        fill();
        damage(leafOf("scan_accepted_by_code", 0));
        try (SqliteDatabase database = opening().open()) {
            assertThat(codes(database)).hasSize(SCANS);
        }
        assertThat(salvaged.get(0)).contains("0 are lost");
    }

    @Test
    void a_salvage_that_was_cut_off_is_taken_up_again() throws Exception {
        fill();
        damage(leafOf("scan", 3));
        Path folder = Files.createDirectories(data().resolve("damaged/20261124T120000Z"));
        Files.writeString(data().resolve("salvage.state"), "20261124T120000Z");
        Files.move(file(), folder.resolve("attendance.db"));
        Files.writeString(data().resolve("attendance.salvage.db"), "half made");
        try (SqliteDatabase database = opening().open()) {
            assertThat(codes(database)).hasSizeGreaterThan(SCANS - 60);
        }
        assertThat(data().resolve("salvage.state")).doesNotExist();
        assertThat(setAside()).hasSize(1);

        // Cut off at its very end: the new database is in place and stays.
        Files.writeString(data().resolve("salvage.state"), "20261124T120000Z");
        try (SqliteDatabase database = opening().open()) {
            assertThat(codes(database)).hasSizeGreaterThan(SCANS - 60);
        }
        assertThat(data().resolve("salvage.state")).doesNotExist();
    }

    @Test
    void a_file_that_never_was_ours_is_refused_and_left_alone() throws Exception {
        Files.createDirectories(data());
        Files.writeString(file(), "this is no database ".repeat(100));
        assertThatThrownBy(() -> opening().open()).hasMessageContaining("damaged or no database");
        assertThat(file()).hasContent("this is no database ".repeat(100));
        assertThat(data().resolve("damaged")).doesNotExist();
    }

    @Test
    void a_restored_backup_begins_a_new_epoch() throws Exception {
        fill();
        Files.writeString(data().resolve("restored"), "2026-11-24T12:00:00Z " + "ab".repeat(32) + "\n");
        opening().open().close();
        assertThat(data().resolve("restored")).doesNotExist();
        try (OpenStore store = new OpenStore(data())) {
            Scan scan = store.scan("NEW");
            assertThat(scan.origin()).isEqualTo(new Origin("here", 2, 1));
            assertThat(store.ledger.gaps()).isEmpty();
            assertThat(new SqliteAuditTrail(store.database).recent(1))
                    .extracting(Entry::action)
                    .containsExactly("backup.restored");
        }
    }

    @Test
    void old_backups_are_deleted_and_the_newest_is_known() throws Exception {
        fill();
        BackupFolder backups = new BackupFolder(home);
        for (int day = 0; day < 4; day++) {
            new Backup(home, "here", CLOCK).make(backups.path(NOON.plusSeconds(86_400L * day)), false, line -> {});
        }
        backups.keep(3);
        assertThat(backups.list()).hasSize(3);
        assertThat(backups.newest())
                .isEqualTo(
                        Optional.of(NOON.plusSeconds(3 * 86_400L).truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
    }
}
