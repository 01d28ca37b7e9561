package rollcall.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StopPlanTest {
    private static Map<String, Object> said() {
        Map<String, Object> said = new HashMap<>(Map.of("timeout", 30_000L, "stateFile", ""));
        for (StopPhase phase : StopPhase.values()) {
            said.put(phase.word(), phase.usual().toMillis());
        }
        return said;
    }

    @Test
    void what_bundles_say_holds() {
        Map<String, Object> said = said();
        said.put("flush", 1_000L);
        StopPlan plan = StopPlan.of(said);
        assertThat(plan.budget(StopPhase.FLUSH)).hasSeconds(1);
        assertThat(plan.budget(StopPhase.STORE)).isEqualTo(StopPlan.USUAL.budget(StopPhase.STORE));
        assertThat(plan.stateFile()).isEmpty();
    }

    @Test
    void phases_that_do_not_fit_in_are_refused() {
        Map<String, Object> said = said();
        said.put("flush", 20_000L);
        assertThatThrownBy(() -> StopPlan.of(said))
                .hasMessage("the phases of a stop take 39500 ms, and 30000 ms are allowed");
    }

    @Test
    void a_phase_that_is_missing_or_nonsense_is_refused() {
        for (Object nonsense : new Object[] {0L, -5L, "soon", 5}) {
            Map<String, Object> said = said();
            said.put("store", nonsense);
            assertThatThrownBy(() -> StopPlan.of(said)).hasMessage("the times of a stop are not all there");
        }
        Map<String, Object> said = said();
        said.remove("store");
        assertThatThrownBy(() -> StopPlan.of(said)).hasMessage("the times of a stop are not all there");
    }

    @Test
    void each_start_level_belongs_to_one_phase() {
        assertThat(IntStream.rangeClosed(0, 100).boxed())
                .allSatisfy(level -> assertThat(StopPhase.values())
                        .filteredOn(phase -> phase.has(level))
                        .hasSize(1));
        assertThat(StopPhase.STORE.has(Terminal.STORE_LEVEL)).isTrue();
    }
}
