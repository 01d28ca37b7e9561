package rollcall.sync.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncFiguresTest {
    private final SyncFigures figures = new SyncFigures();

    private List<String> operations() {
        return figures.collect().stream()
                .flatMap(family -> family.samples.stream())
                .filter(sample -> sample.name.equals("cloud_sync_operations_total"))
                .map(SyncFiguresTest::text)
                .toList();
    }

    private static String text(Sample sample) {
        return String.join(" ", sample.labelValues) + " " + sample.value;
    }

    @Test
    void photos_and_scans_are_operations_of_their_own_as_the_predecessor_counted() {
        figures.attempted("postgrest", true, 3, Duration.ofMillis(20));
        figures.attempted("postgrest", false, 0, Duration.ofMillis(20));
        figures.attempted("photos", true, 1, Duration.ofMillis(20));
        assertThat(operations())
                .containsExactlyInAnyOrder(
                        "attendance success postgrest 1.0",
                        "attendance failure postgrest 1.0",
                        "photo success photos 1.0");
    }
}
