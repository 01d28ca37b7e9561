package rollcall.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.store.photo.PhotoDays;
import rollcall.store.photo.PhotoSweep;
import rollcall.store.sqlite.PhotoRows;

class PhotoSweepTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    @TempDir
    private Path folder;

    private final Shelf.HandClock clock = new Shelf.HandClock(Shelf.NOON);
    private Shelf shelf;
    private PhotoRows rows;
    private PhotoSweep sweep;

    @BeforeEach
    void open() throws Exception {
        shelf = new Shelf(folder);
        rows = new PhotoRows(shelf.database);
        sweep = new PhotoSweep(new PhotoDays(folder.resolve("photos")), rows, clock);
    }

    @AfterEach
    void close() throws Exception {
        shelf.close();
    }

    private Path stray(Path beside, String name, Instant at) throws Exception {
        Path stray = Files.write(beside.resolveSibling(name), new byte[10]);
        Files.setLastModifiedTime(stray, FileTime.from(at));
        return stray;
    }

    private void sweep() throws Exception {
        for (int i = 0; sweep.step(); i++) {
            assertThat(i).isLessThan(100);
        }
    }

    @Test
    void what_no_row_points_at_goes_when_it_is_an_hour_old_and_nothing_else_ever() throws Exception {
        Path photo = shelf.photo(shelf.record(Shelf.NOON.minusSeconds(9_000), 1_000));
        Files.setLastModifiedTime(photo, FileTime.from(Shelf.NOON.minusSeconds(9_000)));
        Path old = stray(photo, "a".repeat(64) + ".jpg", Shelf.NOON.minusSeconds(3_601));
        Path torn = stray(photo, "incoming-1.tmp", Shelf.NOON.minusSeconds(3_601));
        Path young = stray(photo, "b".repeat(64) + ".jpg", Shelf.NOON.minusSeconds(3_599));
        Path foreign = stray(photo, "notes.txt", Shelf.NOON.minusSeconds(99_999));
        sweep();

        assertThat(old).doesNotExist();
        assertThat(torn).doesNotExist();
        assertThat(photo).exists();
        assertThat(young).exists();
        assertThat(foreign).exists();
        assertThat(sweep.removed()).isEqualTo(2);
        assertThat(rows.swept()).isEqualTo(LocalDate.MIN);
    }

    @Test
    void a_day_counts_as_swept_when_it_is_over_and_is_not_looked_at_again() throws Exception {
        Path photo = shelf.photo(shelf.record(Shelf.NOON, 1_000));
        shelf.record(Shelf.NOON.plus(Duration.ofDays(1)), 1_000);
        clock.set(Shelf.NOON.plus(Duration.ofDays(2)));
        shelf.record(clock.instant(), 1_000);
        sweep();
        assertThat(rows.swept()).isEqualTo(DAY.plusDays(1));

        Path late = stray(photo, "a".repeat(64) + ".jpg", Shelf.NOON);
        sweep();
        assertThat(late).exists();
    }

    @Test
    void a_day_with_a_young_stray_is_looked_at_until_it_is_old() throws Exception {
        Path photo = shelf.photo(shelf.record(Shelf.NOON, 1_000));
        Instant midnight = Instant.parse("2026-11-25T00:10:00Z");
        Path stray = stray(photo, "a".repeat(64) + ".jpg", midnight.minusSeconds(1_200));
        shelf.record(midnight.plus(Duration.ofDays(1)), 1_000);
        clock.set(midnight);
        sweep();
        assertThat(rows.swept()).isEqualTo(LocalDate.MIN);

        clock.set(midnight.plusSeconds(3_000));
        sweep();
        assertThat(stray).doesNotExist();
        assertThat(rows.swept()).isEqualTo(DAY);
    }

    @Test
    void a_scan_whose_photo_is_missing_is_counted_and_left_as_it_is() throws Exception {
        Scan scan = shelf.record(Shelf.NOON, 1_000);
        shelf.record(Shelf.NOON, 1_000);
        Files.delete(shelf.photo(scan));
        sweep();
        sweep();

        assertThat(sweep.missingPhotos()).isEqualTo(1);
        assertThat(shelf.store.after(0, 1)).containsExactly(scan);
    }
}
