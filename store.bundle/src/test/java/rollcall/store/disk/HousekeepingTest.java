package rollcall.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.store.sqlite.SqliteDeviceState;

class HousekeepingTest {
    @TempDir
    private Path folder;

    private final Shelf.HandClock clock = new Shelf.HandClock(Shelf.NOON);
    private final DiskGuardTest.FakeSpace space = new DiskGuardTest.FakeSpace(1L << 30);
    private long nanos;

    private Housekeeping housekeeping(Shelf shelf) throws Exception {
        Round.Parts parts =
                new Round.Parts(shelf.database, new SqliteDeviceState(shelf.database), shelf.reserve, shelf.listener());
        return new Housekeeping(new Round(folder, parts, new DiskSettings(new Defaults()), space, clock), () -> nanos);
    }

    @Test
    void a_round_looks_makes_the_reserve_and_counts() throws Exception {
        try (Shelf shelf = new Shelf(folder)) {
            shelf.record(Shelf.NOON, 1_000);
            Housekeeping housekeeping = housekeeping(shelf);
            housekeeping.step();

            DiskFigures figures = housekeeping.figures();
            assertThat(figures.state()).isEqualTo(DiskState.OK);
            assertThat(figures.freeBytes()).isEqualTo(1L << 30);
            assertThat(figures.reserve()).isTrue();
            assertThat(figures.photoBytes()).isEqualTo(1_000);
            assertThat(figures.writtenToday()).isPositive();
            assertThat(Files.size(folder.resolve("reserve"))).isEqualTo(2 << 20);
            housekeeping.close();
            assertThat(new SqliteDeviceState(shelf.database).get("store.written"))
                    .isPresent();
        }
    }

    @Test
    void a_change_of_the_state_is_told_once() throws Exception {
        try (Shelf shelf = new Shelf(folder)) {
            Housekeeping housekeeping = housekeeping(shelf);
            for (long free : new long[] {1L << 30, 1 << 20, 1 << 20, 1L << 30}) {
                space.free = free;
                housekeeping.step();
            }
            assertThat(shelf.events)
                    .extracting(event -> event.getProperty(DiskTopics.STATE))
                    .containsExactly("CRITICAL", "OK");
        }
    }

    @Test
    void sweeping_is_done_at_once_then_each_hour_and_when_the_disk_gets_full() throws Exception {
        try (Shelf shelf = new Shelf(folder)) {
            Path photo = shelf.photo(shelf.record(Shelf.NOON, 1_000));
            Housekeeping housekeeping = housekeeping(shelf);
            assertThat(swept(housekeeping, photo)).isTrue();
            nanos += Duration.ofMinutes(59).toNanos();
            assertThat(swept(housekeeping, photo)).isFalse();
            nanos += Duration.ofMinutes(2).toNanos();
            assertThat(swept(housekeeping, photo)).isTrue();
            space.free = 0;
            assertThat(swept(housekeeping, photo)).isTrue();
        }
    }

    private boolean swept(Housekeeping housekeeping, Path beside) throws Exception {
        Path stray = Files.write(beside.resolveSibling("a".repeat(64) + ".jpg"), new byte[1]);
        Files.setLastModifiedTime(stray, FileTime.from(Shelf.NOON.minusSeconds(4_000)));
        housekeeping.step();
        return !Files.exists(stray);
    }

    @Test
    void a_step_that_fails_does_not_keep_the_others_from_their_work() throws Exception {
        Housekeeping housekeeping;
        try (Shelf shelf = new Shelf(folder)) {
            housekeeping = housekeeping(shelf);
        }
        housekeeping.step();
        assertThat(housekeeping.figures().freeBytes()).isEqualTo(1L << 30);
        assertThat(Files.exists(folder.resolve("reserve"))).isTrue();
    }

    /** The section as it is where the file does not name it, with a smaller reserve. */
    @SuppressWarnings("BadAnnotationImplementation") // never compared
    private static final class Defaults implements DiskConfig {
        private static int number(String name) {
            try {
                return (int) DiskConfig.class.getMethod(name).getDefaultValue();
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int warn__threshold__percent() {
            return number("warn__threshold__percent");
        }

        @Override
        public int critical__threshold__percent() {
            return number("critical__threshold__percent");
        }

        @Override
        public int photo__retention__days() {
            return number("photo__retention__days");
        }

        @Override
        public int photo__max__size__mb() {
            return number("photo__max__size__mb");
        }

        @Override
        public int scan__retention__days() {
            return number("scan__retention__days");
        }

        @Override
        public int reserve__mb() {
            return 2;
        }

        @Override
        public String unacknowledged() {
            return "keep";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return DiskConfig.class;
        }
    }
}
