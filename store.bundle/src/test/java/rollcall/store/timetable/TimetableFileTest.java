package rollcall.store.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.store.StoreException;
import rollcall.store.admission.Timetable.Closed;
import rollcall.store.admission.Timetable.Free;
import rollcall.store.admission.Timetable.Open;
import rollcall.store.admission.Timetable.Ruling;

class TimetableFileTest {
    private static final LocalDateTime SEVEN = LocalDateTime.of(2026, 11, 24, 7, 0);

    @TempDir
    private Path folder;

    private Optional<String> kept = Optional.empty();
    private boolean unwritable;
    private int writes;
    private TimetableFile schedule;

    private final TimetableFile.Memory memory = new TimetableFile.Memory() {
        @Override
        public Optional<String> text() {
            return kept;
        }

        @Override
        public void keep(String text) throws StoreException {
            writes++;
            if (unwritable) {
                throw new StoreException(StoreException.Kind.UNWRITABLE, "the disk is full");
            }
            kept = Optional.of(text);
        }

        @Override
        public void forget() {
            kept = Optional.empty();
        }
    };

    @BeforeEach
    void start() throws StoreException {
        schedule = new TimetableFile(file(), memory);
        schedule.step();
    }

    private Path file() {
        return folder.resolve("schedule.json");
    }

    private void writeAndLook(String text) throws Exception {
        Path fresh = folder.resolve("schedule.json.new");
        Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
        Files.move(fresh, file(), StandardCopyOption.REPLACE_EXISTING);
        schedule.step();
    }

    private Ruling atSeven() {
        return schedule.timetable().at(SEVEN, "7-A");
    }

    @Test
    void without_a_file_every_moment_is_free() {
        assertThat(atSeven()).isEqualTo(new Free());
    }

    @Test
    void a_good_file_is_in_force_and_kept() throws Exception {
        writeAndLook("\uFEFF" + WeekTimetableTest.SCHOOL);
        assertThat(atSeven()).isInstanceOf(Open.class);
        assertThat(kept).contains(WeekTimetableTest.SCHOOL);
    }

    @Test
    void a_torn_file_keeps_the_last_good_one_also_over_a_restart() throws Exception {
        writeAndLook(WeekTimetableTest.SCHOOL);
        writeAndLook(WeekTimetableTest.SCHOOL.substring(0, 100));
        assertThat(atSeven()).isInstanceOf(Open.class);
        start();
        assertThat(atSeven()).isInstanceOf(Open.class);
    }

    @Test
    void a_removed_file_means_no_schedule_also_over_a_restart() throws Exception {
        writeAndLook(WeekTimetableTest.SCHOOL);
        Files.delete(file());
        schedule.step();
        assertThat(atSeven()).isEqualTo(new Free());
        start();
        assertThat(atSeven()).isEqualTo(new Free());
        assertThat(kept).isEmpty();
    }

    @Test
    void a_file_removed_while_the_terminal_was_off_means_no_schedule() throws Exception {
        writeAndLook(WeekTimetableTest.SCHOOL);
        Files.delete(file());
        start();
        assertThat(atSeven()).isEqualTo(new Free());
    }

    @Test
    void a_change_is_in_force_at_the_next_look() throws Exception {
        writeAndLook(WeekTimetableTest.SCHOOL);
        writeAndLook(WeekTimetableTest.SCHOOL.replace("06:30-07:30", "07:10-07:30"));
        assertThat(atSeven()).isInstanceOf(Closed.class);
    }

    @Test
    void a_schedule_that_cannot_be_kept_is_in_force_and_kept_later() throws Exception {
        unwritable = true;
        writeAndLook(WeekTimetableTest.SCHOOL);
        assertThat(atSeven()).isInstanceOf(Open.class);
        assertThat(kept).isEmpty();
        unwritable = false;
        schedule.step();
        assertThat(kept).isPresent();
        schedule.step();
        assertThat(writes).isEqualTo(2);
    }

    @Test
    void a_kept_text_that_this_store_cannot_read_means_no_schedule_until_the_file_is_good() throws Exception {
        kept = Optional.of("{\"from\": \"a newer store\"}");
        start();
        assertThat(atSeven()).isEqualTo(new Free());
    }

    @Test
    void a_file_that_is_not_utf8_or_too_large_keeps_the_last_good_one() throws Exception {
        writeAndLook(WeekTimetableTest.SCHOOL);
        Files.write(file(), new byte[] {'{', (byte) 0xff, '}'});
        schedule.step();
        assertThat(atSeven()).isInstanceOf(Open.class);
        Files.write(file(), new byte[(1 << 20) + 1]);
        schedule.step();
        assertThat(atSeven()).isInstanceOf(Open.class);
    }
}
