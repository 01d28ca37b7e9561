package rollcall.launcher;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long a stop may take.
 *
 * @param total from the request to the end of the process; the phases fit in
 * @param budgets of each phase
 * @param stateFile where the receipt goes, from the home; empty for nowhere
 */
record StopPlan(Duration total, Map<StopPhase, Duration> budgets, Optional<String> stateFile) {
    static final String STATE_FILE = "data/system_state.json";

    /** What the predecessor had, with the phases that fit in. */
    static final StopPlan USUAL = usual();

    StopPlan {
        budgets = Map.copyOf(new EnumMap<>(budgets));
        Duration sum = budgets.values().stream().reduce(Duration.ZERO, Duration::plus);
        if (budgets.size() != StopPhase.values().length || sum.compareTo(total) > 0) {
            throw new IllegalArgumentException(
                    "the phases of a stop take " + sum.toMillis() + " ms, and " + total.toMillis() + " ms are allowed");
        }
    }

    /**
     * As a bundle says.
     *
     * @param said {@code timeout} and the word of each phase in milliseconds as {@code Long}, {@code stateFile} as text
     */
    static StopPlan of(Map<String, ?> said) {
        Map<StopPhase, Duration> budgets = new EnumMap<>(StopPhase.class);
        for (StopPhase phase : StopPhase.values()) {
            budgets.put(phase, millis(said.get(phase.word())));
        }
        return new StopPlan(
                millis(said.get("timeout")),
                budgets,
                Optional.ofNullable(said.get("stateFile")).map(String::valueOf).filter(path -> !path.isEmpty()));
    }

    private static Duration millis(@org.jspecify.annotations.Nullable Object said) {
        if (said instanceof Long millis && millis > 0) {
            return Duration.ofMillis(millis);
        }
        throw new IllegalArgumentException("the times of a stop are not all there");
    }

    private static StopPlan usual() {
        Map<StopPhase, Duration> budgets = new EnumMap<>(StopPhase.class);
        for (StopPhase phase : StopPhase.values()) {
            budgets.put(phase, phase.usual());
        }
        return new StopPlan(Duration.ofSeconds(30), budgets, Optional.of(STATE_FILE));
    }

    Duration budget(StopPhase phase) {
        return budgets.getOrDefault(phase, Duration.ZERO);
    }
}
