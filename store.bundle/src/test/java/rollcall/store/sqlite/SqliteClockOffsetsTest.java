package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.ClockTrust;
import rollcall.scan.Scan;
import rollcall.store.ClockOffsets;
import rollcall.store.admission.Timetable;
import rollcall.store.clock.ClockStamp;
import rollcall.store.photo.PhotoFolder;

class SqliteClockOffsetsTest {
    @TempDir
    private Path folder;

    private SqliteDatabase database;
    private SqliteClockOffsets offsets;
    private SqliteScanStore scans;
    private ClockTrust trust = ClockTrust.UNTRUSTED;
    private ClockStamp stamp = new ClockStamp("boot-1", 1_000);

    @BeforeEach
    void open() throws Exception {
        database = new SqliteDatabase(folder.resolve("attendance.db"));
        offsets = new SqliteClockOffsets(database);
        scans = new SqliteScanStore(
                database,
                Identity.of(database, "gate-1"),
                new PhotoFolder(folder.resolve("photos")),
                new SqliteScanStore.Rules(
                        OpenStore.RULES, () -> Timetable.NONE, () -> trust, () -> Optional.of(stamp)));
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private Scan scan(String code) throws Exception {
        return scans.record(OpenStore.capture(code, Instant.now())).scan();
    }

    private List<ClockOffsets.Measured> all() throws Exception {
        return offsets.after(0, 100);
    }

    @Test
    void an_hour_the_clock_was_behind_is_told_of_each_scan_of_this_start_and_the_scan_stays_as_it_was()
            throws Exception {
        Scan first = scan("S1");
        // The clock is set by hand, wrongly, half an hour too far back still.
        stamp = new ClockStamp("boot-1", 1_000 + Duration.ofMinutes(30).toMillis());
        trust = ClockTrust.HOLDOVER;
        Scan second = scan("S2");
        trust = ClockTrust.TRUSTED;
        scan("S3");
        assertThat(all()).isEmpty();
        assertThat(offsets.unmeasured()).isEqualTo(2);
        close();
        open();
        Instant at = Instant.parse("2026-11-24T12:00:00Z");
        ClockStamp right = new ClockStamp("boot-1", 1_000 + Duration.ofHours(1).toMillis());
        assertThat(offsets.measured(right, at)).isEqualTo(2);
        assertThat(offsets.measured(right, at)).as("once").isZero();
        assertThat(all())
                .extracting(ClockOffsets.Measured::number, ClockOffsets.Measured::scan, ClockOffsets.Measured::offset)
                .containsExactly(
                        tuple(1L, first.id(), Duration.ofHours(1)), tuple(2L, second.id(), Duration.ofMinutes(30)));
        assertThat(all().get(0).device()).isEqualTo("gate-1");
        assertThat(offsets.after(1, 100)).hasSize(1);
        assertThat(scans.after(0, 1)).containsExactly(first);
    }

    @Test
    void nothing_is_measured_of_another_start_of_the_machine() throws Exception {
        scan("S1");
        offsets.measured(new ClockStamp("boot-2", 5_000), Instant.EPOCH);
        assertThat(all()).isEmpty();
        assertThat(offsets.unmeasured()).isOne();
    }

    @Test
    void a_clock_that_was_set_between_reading_and_storing_is_not_measured() throws Exception {
        scans.record(OpenStore.capture("S1", Instant.now().minus(Duration.ofDays(3))));
        assertThat(offsets.unmeasured()).isZero();
    }
}
