package rollcall.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measured values of one kind, and their order statistics by the nearest-rank method. */
final class Sample {
    private final String name;
    private final String unit;
    private final String aim;
    private final List<Double> values = new ArrayList<>();

    /**
     * An empty sample.
     *
     * @param aim what is hoped for, in words; empty if nothing is
     */
    Sample(String name, String unit, String aim) {
        this.name = name;
        this.unit = unit;
        this.aim = aim;
    }

    void add(double value) {
        values.add(value);
    }

    String name() {
        return name;
    }

    String unit() {
        return unit;
    }

    String aim() {
        return aim;
    }

    int count() {
        return values.size();
    }

    /** The value that {@code share} of all values do not exceed; 0 gives the smallest, 0.5 the median. */
    double quantile(double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}
