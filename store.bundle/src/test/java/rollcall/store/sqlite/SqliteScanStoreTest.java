package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Capture;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.scan.Student;
import rollcall.store.Recorded;
import rollcall.store.RosterLine;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.admission.Admission;
import rollcall.store.admission.Timetable;
import rollcall.store.photo.PhotoFolder;

class SqliteScanStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123Z");
    private static final Admission RULES =
            new Admission(ZoneOffset.UTC, Duration.ofMinutes(10), Pattern.compile("[A-Za-z0-9-]{1,64}"), false);

    @TempDir
    private Path folder;

    private final AtomicLong ids = new AtomicLong();
    private SqliteDatabase database;
    private SqliteScanStore store;

    @BeforeEach
    void open() throws StoreException {
        database = new SqliteDatabase(file());
        store = new SqliteScanStore(
                database,
                Identity.of(database, "here"),
                new PhotoFolder(folder.resolve("photos")),
                new SqliteScanStore.Rules(RULES, () -> Timetable.NONE, () -> ClockTrust.HOLDOVER));
    }

    @AfterEach
    void close() throws StoreException {
        database.close();
    }

    private Path file() {
        return folder.resolve("attendance.db");
    }

    private ScanId nextId() {
        return new ScanId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | ids.incrementAndGet()));
    }

    private Capture capture(String code, Instant at) {
        return Capture.of(nextId(), code, at);
    }

    @Test
    void an_accepted_scan_has_one_row_and_one_outbox_row() throws Exception {
        Recorded recorded = store.record(capture("S1", NOON));

        assertThat(recorded.repeated()).isFalse();
        assertThat(recorded.scan().accepted()).isTrue();
        assertThat(recorded.scan().capturedAt()).isEqualTo(NOON);
        assertThat(store.recent(10)).containsExactly(recorded.scan());
        assertThat(store.queue().pending()).isEqualTo(1);
        assertThat(store.queue().oldest()).contains(NOON);
    }

    @Test
    void the_same_id_again_changes_nothing_and_says_so() throws Exception {
        Capture capture = capture("S1", NOON);
        Recorded first = store.record(capture);
        Recorded second = store.record(capture);

        assertThat(second).isEqualTo(new Recorded(first.scan(), true));
        assertThat(store.recent(10)).hasSize(1);
        assertThat(store.queue().pending()).isEqualTo(1);
    }

    @Test
    void duplicates_and_refusals_are_kept_but_never_queued() throws Exception {
        store.record(capture("S1", NOON));
        Scan again = store.record(capture("S1", NOON.plusSeconds(5))).scan();
        Scan refused = store.record(capture("'; DROP TABLE scan; --", NOON)).scan();

        assertThat(again.decision()).isEqualTo(new Duplicate(rollcall.scan.Direction.LOGIN, NOON));
        assertThat(refused.decision()).isEqualTo(new Rejected(Decision.Reason.MALFORMED_CODE));
        assertThat(store.recent(10)).extracting(Scan::row).containsExactly(3L, 2L, 1L);
        assertThat(store.queue().pending()).isEqualTo(1);
        assertThat(store.totals(NOON)).isEqualTo(new rollcall.store.Totals(3, 1, 0, 1, 1));
    }

    @Test
    void hostile_text_comes_back_as_it_was_and_long_text_is_cut() throws Exception {
        String hostile = "<script>alert(1)</script>\u0000\u001b[31m'\"%\n";
        assertThat(store.record(capture(hostile, NOON)).scan().code()).isEqualTo(hostile);
        assertThat(store.record(capture("x y".repeat(1_400), NOON)).scan().code())
                .hasSize(256);
    }

    @Test
    void a_listed_student_is_stored_with_name_and_section() throws Exception {
        Student ana = new Student("S1", "Ana", "7-A");
        database.write(session -> {
            RosterTable.replace(session, List.of(RosterLine.of(ana)));
            return ana;
        });

        assertThat(store.record(capture("S1", NOON)).scan().student()).contains(ana);
        assertThat(store.record(capture("S2", NOON)).scan().decision())
                .isEqualTo(new Rejected(Decision.Reason.UNKNOWN_CODE));
    }

    @Test
    void what_was_recorded_is_there_after_a_restart() throws Exception {
        Scan scan = store.record(capture("S1", NOON)).scan();
        close();
        open();

        assertThat(store.recent(1)).containsExactly(scan);
        assertThat(store.record(capture("S1", NOON.plusSeconds(1))).scan().decision())
                .isInstanceOf(Duplicate.class);
    }

    @Test
    void a_clock_that_comes_back_to_a_moment_finds_what_was_accepted_then() throws Exception {
        store.record(capture("S1", NOON));
        for (int day = 10; day < 40; day++) {
            store.record(capture("S1", NOON.plus(Duration.ofDays(day))));
        }
        assertThat(store.totals(NOON).lastRow()).isEqualTo(31);
        assertThat(store.record(capture("S1", NOON.plusSeconds(60))).scan().decision())
                .isEqualTo(new Duplicate(rollcall.scan.Direction.LOGIN, NOON));
        assertThat(store.record(capture("S1", NOON.plus(Duration.ofDays(39)).plusSeconds(3600)))
                        .scan()
                        .decision())
                .isEqualTo(new Decision.Accepted(rollcall.scan.Direction.LOGOUT, false, false, ""));
    }

    @Test
    void after_gives_the_newer_rows_in_order() throws Exception {
        for (int i = 0; i < 5; i++) {
            store.record(capture("S" + i, NOON));
        }
        assertThat(store.after(2, 2)).extracting(Scan::code).containsExactly("S2", "S3");
        assertThat(store.after(5, 2)).isEmpty();
    }

    @Test
    void limits_outside_the_range_are_refused() {
        for (int limit : new int[] {-1, 0, ScanStore.MAX_ROWS + 1}) {
            assertThatThrownBy(() -> store.recent(limit)).hasMessageContaining("allowed are 1 to 1000");
        }
    }

    @Test
    void a_stopped_store_says_that_it_is_closed() throws Exception {
        close();
        assertThatThrownBy(() -> store.record(capture("S1", NOON)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CLOSED));
        assertThatThrownBy(() -> store.recent(1))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CLOSED));
    }

    @Test
    void eight_threads_with_one_card_get_one_acceptance() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Recorded>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                Capture capture = capture("S1", NOON.plusMillis(i));
                calls.add(() -> store.record(capture));
            }
            long accepted = 0;
            for (Future<Recorded> future : threads.invokeAll(calls)) {
                accepted += future.get().scan().accepted() ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(1);
            assertThat(store.totals(NOON)).isEqualTo(new rollcall.store.Totals(64, 1, 0, 63, 0));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void the_file_is_written_ahead_and_synced_in_full() throws Exception {
        store.record(capture("S1", NOON));
        assertThat(Files.size(folder.resolve("attendance.db-wal"))).isPositive();
        // synchronous is a property of the connection, so the writing one is asked.
        assertThat(database.<Long>write(session -> session.number("PRAGMA synchronous")))
                .isEqualTo(2);
    }

    @Test
    void a_database_from_the_future_is_refused_and_left_alone() throws Exception {
        close();
        sql("PRAGMA user_version = 99");
        sql("UPDATE state SET value = '99' WHERE key = 'store.readable-from'");
        byte[] before = Files.readAllBytes(file());

        assertThatThrownBy(() -> new SqliteDatabase(file()))
                .hasMessageContaining("schema version 99")
                .hasMessageContaining("install the newer store");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void a_database_of_another_program_is_refused() throws Exception {
        close();
        Files.delete(file());
        sql("CREATE TABLE students (student_id TEXT)");

        assertThatThrownBy(() -> new SqliteDatabase(file())).hasMessageContaining("another program");
    }

    @Test
    void a_text_file_is_refused() throws Exception {
        close();
        Files.writeString(file(), "this is no database ".repeat(100));

        assertThatThrownBy(() -> new SqliteDatabase(file()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("attendance.db");
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
