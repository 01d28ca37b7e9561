package rollcall.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReserveTest {
    private static final int SIZE = 3 * Reserve.SLICE + 5;

    @TempDir
    private Path folder;

    private final DiskGuardTest.FakeSpace space = new DiskGuardTest.FakeSpace(1L << 40);
    private Shelf shelf;
    private Reserve reserve;

    @BeforeEach
    void open() throws Exception {
        shelf = new Shelf(folder);
        reserve = shelf.reserve;
    }

    @AfterEach
    void close() throws Exception {
        shelf.close();
    }

    @Test
    void it_takes_the_room_it_says() throws Exception {
        assertThat(reserve.make(SIZE, space, 0)).isTrue();
        assertThat(reserve.size()).isEqualTo(SIZE);
        Process du = new ProcessBuilder("du", "-k", folder.resolve("reserve").toString()).start();
        String kilobytes = new String(du.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(Long.parseLong(kilobytes.split("\\s", 2)[0])).isGreaterThanOrEqualTo(SIZE >> 10);
    }

    @Test
    void it_is_begun_only_where_it_can_be_finished() throws Exception {
        space.free = 1_000 + SIZE;
        assertThat(reserve.make(SIZE, space, 1_000)).isFalse();
        assertThat(reserve.size()).isZero();
    }

    @Test
    void it_stops_when_the_room_goes_meanwhile_and_goes_on_later() throws Exception {
        int[] looks = {0};
        Space shrinking = new Space() {
            @Override
            public long total() {
                return 1L << 40;
            }

            @Override
            public long free() {
                return ++looks[0] <= 3 ? 1L << 30 : 0;
            }
        };
        assertThat(reserve.make(SIZE, shrinking, 0)).isFalse();
        assertThat(reserve.size()).isEqualTo(2 * Reserve.SLICE);
        assertThat(reserve.make(SIZE, space, 0)).isTrue();
        assertThat(reserve.size()).isEqualTo(SIZE);
    }

    @Test
    void it_is_given_up_once_and_everybody_who_waited_for_it_learns_so() throws Exception {
        reserve.make(SIZE, space, 0);
        int before = reserve.given();

        assertThat(reserve.giveUp(before)).isTrue();
        assertThat(folder.resolve("reserve")).doesNotExist();
        assertThat(reserve.giveUp(before)).isTrue();
        assertThat(reserve.giveUp(reserve.given())).isFalse();
        assertThat(shelf.events).hasSize(1);
    }

    @Test
    void a_smaller_one_is_made_of_it_and_none() throws Exception {
        reserve.make(SIZE, space, 0);
        assertThat(reserve.make(100, space, 0)).isTrue();
        assertThat(reserve.size()).isEqualTo(100);
        assertThat(reserve.make(0, space, 0)).isTrue();
        assertThat(folder.resolve("reserve")).doesNotExist();
    }
}
