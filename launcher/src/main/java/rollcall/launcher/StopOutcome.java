package rollcall.launcher;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of a stop.
 *
 * @param parts participants and bundles, in the order of stopping
 * @param phases milliseconds of each
 * @param storeStopped whether everything of the store's level stopped
 * @param frameworkStopped whether Felix said that it has stopped
 * @param hurried whether somebody wanted it at once
 * @param exitCaller the class that ended the process, if it was neither a person nor the launcher
 */
record StopOutcome(
        List<BoundedDeed.Result> parts,
        Map<StopPhase, Long> phases,
        boolean storeStopped,
        boolean frameworkStopped,
        boolean hurried,
        Optional<String> exitCaller,
        Duration took) {
    StopOutcome {
        parts = List.copyOf(parts);
        phases = new EnumMap<>(phases);
    }

    /** Of a stop before there was anything to stop. */
    static StopOutcome ofNothing() {
        return new StopOutcome(
                List.of(),
                new EnumMap<StopPhase, Long>(StopPhase.class),
                true,
                true,
                false,
                Optional.empty(),
                Duration.ZERO);
    }

    /** The same, ended by code of this class. */
    StopOutcome endedBy(Optional<String> caller) {
        return new StopOutcome(parts, phases, storeStopped, frameworkStopped, hurried, caller, took);
    }

    /** Those that were left behind. */
    List<BoundedDeed.Result> abandoned() {
        return parts.stream().filter(BoundedDeed.Result::isAbandoned).toList();
    }

    /** Whether nothing is amiss. */
    boolean isClean() {
        return storeStopped && abandoned().isEmpty() && exitCaller.isEmpty();
    }

    /** What participants counted, those of one name added up. */
    Map<String, Long> figures() {
        Map<String, Long> sum = new TreeMap<>();
        parts.forEach(part -> part.figures().forEach((name, value) -> sum.merge(name, value, Long::sum)));
        return sum;
    }
}
