package rollcall.scan;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was measured on a face.
 *
 * @param figures check name (lower-case letters and underscores, at most 40) to measured value, in the unit of that check;
 *     at most {@value #MAX_FIGURES}
 * @param problem the name of the worst check that did not pass, if one did not
 */
public record Quality(Map<String, Double> figures, Optional<String> problem) {
    /** The most figures there may be. */
    public static final int MAX_FIGURES = 32;

    public Quality {
        if (figures.size() > MAX_FIGURES) {
            throw new IllegalArgumentException(figures.size() + " quality figures: at most " + MAX_FIGURES);
        }
        figures.forEach((name, value) -> {
            check(name);
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("quality figure " + name + " = " + value + " is not a number");
            }
        });
        problem.ifPresent(Quality::check);
        figures = java.util.Collections.unmodifiableMap(new TreeMap<>(figures));
    }

    private static void check(String name) {
        if (!name.matches("[a-z_]{1,40}")) {
            throw new IllegalArgumentException("quality check '" + name + "': lower-case letters and _ are allowed");
        }
    }
}
