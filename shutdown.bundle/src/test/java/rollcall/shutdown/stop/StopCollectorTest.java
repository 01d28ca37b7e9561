package rollcall.shutdown.stop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rollcall.shutdown.LastStop;

class StopCollectorTest {
    @Test
    void ends_are_told_by_their_kind_and_those_that_never_were_as_zero() {
        StopCollector collector = new StopCollector("clean=3,power cut=1,nonsense,killed=x", "1500");
        assertThat(collector.collect().get(0).samples)
                .filteredOn(sample -> sample.value > 0)
                .extracting(sample -> sample.labelValues.get(0) + " " + sample.value)
                .containsExactly("clean 3.0", "power_cut 1.0");
        assertThat(collector.collect().get(0).samples).hasSize(LastStop.values().length - 1);
        assertThat(collector.collect().get(1).samples.get(0).value).isEqualTo(1.5);
    }

    @Test
    void the_launchers_words_are_understood() {
        for (LastStop end : LastStop.values()) {
            assertThat(ShutdownComponent.lastStop(end.words())).isEqualTo(end);
        }
        assertThat(ShutdownComponent.lastStop(null)).isEqualTo(LastStop.NONE);
    }
}
