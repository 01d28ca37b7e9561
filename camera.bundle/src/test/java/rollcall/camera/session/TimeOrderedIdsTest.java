package rollcall.camera.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rollcall.scan.ScanId;

class TimeOrderedIdsTest {
    private final TimeOrderedIds ids = new TimeOrderedIds();

    @Test
    void an_id_is_a_uuid_of_version_7_that_holds_the_time() {
        Instant at = Instant.parse("2026-11-24T07:00:00.123Z");
        ScanId id = ids.next(at);
        assertThat(id.value().version()).isEqualTo(7);
        assertThat(id.value().variant()).isEqualTo(2);
        assertThat(id.value().getMostSignificantBits() >>> 16).isEqualTo(at.toEpochMilli());
    }

    @Test
    void later_ids_sort_after_earlier_ones_as_text() {
        assertThat(ids.next(Instant.ofEpochMilli(2_000)).toString())
                .isGreaterThan(ids.next(Instant.ofEpochMilli(1_999)).toString());
    }

    @Test
    void ids_of_one_millisecond_differ() {
        assertThat(Stream.generate(() -> ids.next(Instant.EPOCH)).limit(10_000)).doesNotHaveDuplicates();
    }
}
