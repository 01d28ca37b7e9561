package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollcall.store.sqlite.OpenStore.NOON;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.store.ScanSearch;
import rollcall.store.ScanSearch.Found;
import rollcall.store.ScanSearch.Hour;
import rollcall.store.ScanSearch.Outcome;
import rollcall.store.ScanSearch.Query;

class SqliteScanSearchTest {
    private static final Instant HOUR = NOON.truncatedTo(ChronoUnit.HOURS);

    @TempDir
    private Path folder;

    private OpenStore store;
    private ScanSearch search;

    @BeforeEach
    void open() throws Exception {
        store = new OpenStore(folder);
        search = new SqliteScanSearch(store.database);
        for (int i = 1; i <= 5; i++) {
            store.scan("S" + i);
        }
        store.scan("S1", NOON.plusSeconds(1));
        store.scan("50%_off");
        store.scan("S6", NOON.plus(Duration.ofDays(1)));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private static Query any(int limit) {
        return new Query("", true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }

    private List<String> codes(Query query) throws Exception {
        return search.find(query).scans().stream().map(Scan::code).toList();
    }

    @Test
    void pages_follow_one_another_without_gaps() throws Exception {
        List<Long> rows = new ArrayList<>();
        Optional<Long> before = Optional.empty();
        do {
            Found found =
                    search.find(new Query("", true, Optional.empty(), Optional.empty(), Optional.empty(), before, 3));
            found.scans().forEach(scan -> rows.add(scan.row()));
            before = found.next();
        } while (before.isPresent());
        assertThat(rows).containsExactly(8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void text_outcome_and_time_narrow_it_down() throws Exception {
        assertThat(codes(any(100))).hasSize(8);
        assertThat(codes(new Query(
                        "s1", true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 100)))
                .containsExactly("S1", "S1");
        assertThat(codes(new Query(
                        "",
                        true,
                        Optional.of(Outcome.DUPLICATE),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        9)))
                .containsExactly("S1");
        assertThat(codes(new Query(
                        "",
                        true,
                        Optional.empty(),
                        Optional.of(NOON.plus(Duration.ofHours(1))),
                        Optional.empty(),
                        Optional.empty(),
                        9)))
                .containsExactly("S6");
        assertThat(codes(new Query(
                        "%_", true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 9)))
                .as("signs of patterns are text")
                .containsExactly("50%_off");
    }

    @Test
    void accepted_scans_are_counted_by_the_hour() throws Exception {
        assertThat(search.acceptedPerHour(NOON, NOON.plus(Duration.ofDays(2))))
                .containsExactly(new Hour(HOUR, 5), new Hour(HOUR.plus(Duration.ofDays(1)), 1));
        assertThatThrownBy(() -> search.acceptedPerHour(NOON, NOON.plus(Duration.ofDays(40))))
                .hasMessageContaining("31 days");
    }

    @Test
    void a_question_has_its_bounds() {
        assertThatThrownBy(() -> any(0)).hasMessageContaining("allowed are 1 to 1000");
        assertThatThrownBy(() -> new Query(
                        "a".repeat(101),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1))
                .hasMessageContaining("at most 100");
    }
}
