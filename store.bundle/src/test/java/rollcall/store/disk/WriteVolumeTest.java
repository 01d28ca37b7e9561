package rollcall.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.store.DeviceState;
import rollcall.store.StoreException;
import rollcall.store.sqlite.SqliteDeviceState;

class WriteVolumeTest {
    @TempDir
    private Path folder;

    private final Shelf.HandClock clock = new Shelf.HandClock(Shelf.NOON);
    private Shelf shelf;
    private DeviceState state;
    private long bytes;

    @BeforeEach
    void open() throws Exception {
        shelf = new Shelf(folder);
        state = new SqliteDeviceState(shelf.database);
    }

    @AfterEach
    void close() throws Exception {
        shelf.close();
    }

    private WriteVolume volume(String process) throws StoreException {
        return new WriteVolume(state, () -> bytes, process, clock);
    }

    @Test
    void what_is_written_counts_for_its_day_and_is_put_down_every_quarter_of_an_hour() throws Exception {
        WriteVolume volume = volume("process-1");
        bytes = 100;
        volume.look(true);
        assertThat(volume.today()).isEqualTo(100);
        assertThat(state.get("store.written")).isEmpty();

        clock.set(Shelf.NOON.plus(Duration.ofMinutes(15)));
        bytes = 150;
        volume.look(false);
        assertThat(state.get("store.written")).isEmpty();
        volume.look(true);
        assertThat(state.get("store.written")).contains("process-1=150 2026-11-24=150");

        clock.set(Shelf.NOON.plus(Duration.ofHours(12)));
        bytes = 170;
        volume.look(true);
        assertThat(volume.today()).isEqualTo(20);
    }

    @Test
    void a_new_store_in_the_same_process_counts_nothing_twice_and_a_new_process_begins_at_nothing() throws Exception {
        WriteVolume volume = volume("process-1");
        bytes = 100;
        volume.look(true);
        volume.keep();
        bytes = 130;
        volume = volume("process-1");
        volume.look(true);
        assertThat(volume.today()).isEqualTo(130);
        volume.keep();

        bytes = 7;
        volume = volume("process-2");
        volume.look(true);
        assertThat(volume.today()).isEqualTo(137);
    }

    @Test
    void thirty_days_are_remembered() throws Exception {
        WriteVolume volume = volume("process-1");
        for (int day = 0; day < 40; day++) {
            clock.set(Shelf.NOON.plus(Duration.ofDays(day)));
            bytes += 10;
            volume.look(true);
        }
        assertThat(state.get("store.written").orElseThrow().split(" ", -1)).hasSize(31);
    }

    @Test
    void the_kernel_tells_what_this_process_wrote() throws Exception {
        assertThat(WriteVolume.ofThisProcess()).isPositive();
        assertThat(WriteVolume.nameOfThisProcess()).matches("process-[0-9]+-[0-9]+");
    }
}
