package rollcall.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.Ledger;
import rollcall.store.Outbox;
import rollcall.store.photo.PhotoDays;
import rollcall.store.sqlite.FarEnd;
import rollcall.store.sqlite.SqliteDeviceState;
import rollcall.store.sqlite.SqliteLedger;
import rollcall.store.sqlite.SqliteOutbox;

class RetentionTest {
    private static final int PHOTO = 1_000;
    private static final Retention.Rules ALL = new Retention.Rules(30, 0, 60, false);

    @TempDir
    private Path folder;

    private final Shelf.HandClock clock = new Shelf.HandClock(Shelf.NOON);
    private final List<Scan> scans = new ArrayList<>();
    private Shelf shelf;
    private Outbox outbox;
    private SqliteLedger ledger;
    private PhotoTotal total;

    @BeforeEach
    void open() throws Exception {
        shelf = new Shelf(folder);
        outbox = new SqliteOutbox(shelf.database);
        ledger = new SqliteLedger(shelf.database, java.time.ZoneOffset.UTC);
        total = new PhotoTotal(shelf.database, new PhotoDays(folder.resolve("photos")), clock);
    }

    @AfterEach
    void close() throws Exception {
        shelf.close();
    }

    private Instant day(int day) {
        return Shelf.NOON.plus(Duration.ofDays(day));
    }

    private void record(int day, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            scans.add(shelf.record(day(day).plusSeconds(i), PHOTO));
        }
    }

    private List<ScanId> ids(int from, int to) {
        return scans.subList(from, to).stream().map(Scan::id).toList();
    }

    private void acknowledge(int from, int to) throws Exception {
        FarEnd.acknowledge(outbox, ids(from, to), Shelf.NOON);
    }

    private Retention run(Retention.Rules rules) throws Exception {
        Retention retention =
                new Retention(shelf.database, new PhotoDays(folder.resolve("photos")), total, rules, clock);
        for (int i = 0; retention.step(); i++) {
            assertThat(i).isLessThan(100);
        }
        assertThat(unaccounted()).isZero();
        assertThat(ledger.gaps()).isEmpty();
        // The counts that are kept and the rows there are.
        assertThat(shelf.store.queue().pending())
                .isEqualTo(ledger.days().stream().mapToLong(Ledger.Day::pending).sum());
        return retention;
    }

    private long unaccounted() throws Exception {
        long sum = 0;
        for (Ledger.Day day : ledger.days()) {
            sum += day.unaccounted();
        }
        return sum;
    }

    private long filesLeft() throws Exception {
        try (var files = Files.walk(folder.resolve("photos"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void photos_go_by_age_and_only_if_their_scan_was_acknowledged() throws Exception {
        record(0, 4);
        record(20, 2);
        acknowledge(0, 3);
        acknowledge(4, 6);
        clock.set(day(31));
        Retention retention = run(ALL);

        assertThat(retention.photosRemoved()).isEqualTo(3);
        assertThat(retention.rowsRemoved()).isZero();
        assertThat(filesLeft()).isEqualTo(3);
        assertThat(total.bytes()).isEqualTo(3 * PHOTO);
        assertThat(shelf.store.after(0, 10))
                .extracting(scan -> scan.evidence().photo().isPresent())
                .containsExactly(false, false, false, true, true, true);
    }

    @Test
    void the_oldest_photos_go_until_the_size_is_right() throws Exception {
        record(0, 10);
        acknowledge(0, 10);
        Retention retention = run(new Retention.Rules(30, 6_500, 0, false));

        assertThat(retention.photosRemoved()).isEqualTo(4);
        assertThat(shelf.photo(scans.get(3))).doesNotExist();
        assertThat(shelf.photo(scans.get(4))).exists();
        assertThat(total.bytes()).isEqualTo(6_000);
    }

    @Test
    void what_was_never_acknowledged_goes_only_where_that_is_allowed() throws Exception {
        record(0, 5);
        FarEnd.quarantine(outbox, scans.get(1).id(), "no such student");
        record(70, 1);
        clock.set(day(70));
        assertThat(run(ALL).photosRemoved()).isZero();

        Retention retention = run(new Retention.Rules(30, 0, 60, true));
        assertThat(retention.photosRemoved()).isEqualTo(5);
        assertThat(retention.rowsRemoved()).isEqualTo(5);
        assertThat(shelf.store.queue().pending()).isEqualTo(1);
        assertThat(ledger.today(day(0))).isEqualTo(new Ledger.Day(LocalDate.of(2026, 11, 24), 5, 0, 0, 0, 0, 5));
    }

    @Test
    void rows_go_as_a_prefix_up_to_the_first_that_has_to_stay() throws Exception {
        record(0, 6);
        acknowledge(0, 3);
        acknowledge(4, 6);
        record(70, 2);
        clock.set(day(70));
        assertThat(run(ALL).rowsRemoved()).isEqualTo(3);
        assertThat(shelf.store.after(0, 10))
                .extracting(scan -> scan.origin().sequence())
                .containsExactly(4L, 5L, 6L, 7L, 8L);

        acknowledge(3, 4);
        assertThat(run(ALL).rowsRemoved()).isEqualTo(3);
        assertThat(shelf.store.after(0, 10)).extracting(Scan::row).containsExactly(7L, 8L);
    }

    @Test
    void the_newest_row_stays_and_numbers_go_on_behind_it() throws Exception {
        record(0, 3);
        acknowledge(0, 3);
        clock.set(day(100));
        assertThat(run(ALL).rowsRemoved()).isEqualTo(2);

        Scan next = shelf.record(day(100), 0);
        assertThat(next.row()).isEqualTo(4);
        assertThat(next.origin().sequence()).isEqualTo(4);
        assertThat(ledger.gaps()).isEmpty();
    }

    @Test
    void refused_scans_go_with_their_time_and_are_no_part_of_the_account() throws Exception {
        shelf.store.record(rollcall.scan.Capture.of(shelf.capture(day(0), 0).id(), "bad code", day(0)));
        record(0, 2);
        acknowledge(0, 2);
        record(70, 1);
        clock.set(day(70));
        assertThat(run(ALL).rowsRemoved()).isEqualTo(3);
        assertThat(ledger.today(day(0)).removed()).isEqualTo(2);
    }

    @Test
    void many_rows_go_in_transactions_of_at_most_two_hundred() throws Exception {
        record(0, 450);
        acknowledge(0, 450);
        record(70, 1);
        clock.set(day(70));
        Retention retention = new Retention(
                shelf.database,
                new PhotoDays(folder.resolve("photos")),
                total,
                new Retention.Rules(0, 0, 60, false),
                clock);
        List<Long> batches = new ArrayList<>();
        for (long before = 0; retention.step(); before = retention.rowsRemoved()) {
            batches.add(retention.rowsRemoved() - before);
        }
        assertThat(batches).containsExactly(200L, 200L, 50L);
        assertThat(retention.photosRemoved()).isEqualTo(450);
        assertThat(filesLeft()).isEqualTo(1);
        assertThat(folder.resolve("photos/2026/11/24")).doesNotExist();
    }

    @Test
    void a_power_cut_between_row_and_file_is_made_good() throws Exception {
        record(0, 2);
        Path photo = shelf.photo(scans.get(0));
        String path = scans.get(0).evidence().photo().orElseThrow().path();
        String kept = scans.get(1).evidence().photo().orElseThrow().path();
        // A row that still points at a file keeps it, whatever was put down.
        shelf.database.write(session -> {
            session.change("UPDATE scan SET photo = NULL, photo_bytes = NULL WHERE row = 1");
            SqliteDeviceState.put(session, "store.photos-removing", path + "\n" + kept);
            return path;
        });
        run(ALL);

        assertThat(photo).doesNotExist();
        assertThat(shelf.photo(scans.get(1))).exists();
        assertThat(new SqliteDeviceState(shelf.database).get("store.photos-removing"))
                .contains("");
    }

    @Test
    void two_scans_with_the_same_picture_lose_it_together() throws Exception {
        record(0, 2);
        String path = scans.get(0).evidence().photo().orElseThrow().path();
        shelf.database.write(session -> session.change("UPDATE scan SET photo = ? WHERE row = 2", path));
        acknowledge(0, 1);
        clock.set(day(31));
        run(ALL);
        assertThat(shelf.photo(scans.get(0))).exists();
        acknowledge(1, 2);
        run(ALL);
        assertThat(shelf.photo(scans.get(0))).doesNotExist();
    }

    @Test
    void a_gap_is_never_covered_up() throws Exception {
        record(0, 5);
        acknowledge(0, 5);
        record(70, 1);
        shelf.database.write(session -> session.change("DELETE FROM outbox WHERE row = 3"));
        shelf.database.write(session -> session.change("DELETE FROM scan WHERE row = 3"));
        clock.set(day(70));
        Retention retention = new Retention(shelf.database, new PhotoDays(folder.resolve("photos")), total, ALL, clock);
        while (retention.step()) {
            assertThat(retention.rowsRemoved()).isLessThan(10);
        }
        assertThat(ledger.gaps()).containsExactly(new Ledger.Gap("here", 1, 3, 3));
        assertThat(retention.rowsRemoved()).isEqualTo(2);
    }

    @Test
    void years_of_rows_without_photos_are_passed_over_at_the_next_start() throws Exception {
        shelf.record(day(0), 0);
        String copies =
                "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10100) INSERT INTO scan"
                        + " (row, id, origin, sequence, code, listed, name, section, status, captured_at, day, clock) SELECT i, i,"
                        + " origin, i, code, listed, name, section, 'REJECTED', captured_at, day, clock FROM scan, n WHERE row = 1";
        shelf.database.write(session -> session.change(copies));
        record(1, 1);
        run(ALL);
        assertThat(new SqliteDeviceState(shelf.database).get("store.photos-from"))
                .contains("10101");

        acknowledge(0, 1);
        clock.set(day(50));
        assertThat(run(ALL).photosRemoved()).isEqualTo(1);
    }

    @Test
    void the_total_is_counted_on_the_disk_once_a_day_and_outlives_a_restart() throws Exception {
        record(0, 3);
        record(1, 2);
        Files.write(shelf.photo(scans.get(0)).resolveSibling("a".repeat(64) + ".jpg"), new byte[50]);
        total.look();
        assertThat(total.bytes()).isEqualTo(5 * PHOTO);
        assertThat(total.step()).isTrue();
        assertThat(total.step()).isFalse();
        assertThat(total.bytes()).isEqualTo(5 * PHOTO + 50);
        assertThat(total.step()).isFalse();

        record(1, 1);
        PhotoTotal next = new PhotoTotal(shelf.database, new PhotoDays(folder.resolve("photos")), clock);
        next.look();
        assertThat(next.bytes()).isEqualTo(6 * PHOTO + 50);
    }
}
