package rollcall.alerts.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import rollcall.alert.AlertChannel.Grouping;
import rollcall.alert.Pending;
import rollcall.alert.Severity;
import rollcall.alerts.life.Moment;

/**
 * What waits for one channel.
 *
 * <p>While it does not answer it is asked with what was asked before, after ever longer pauses, and with what is critical
 * and new; all else waits for the answer and then goes together. What was given once always goes again in the same company
 * under the same key, so that a lost answer doubles nothing.
 */
final class Line {
    private static final int MOST_AT_ONCE = 1_000;

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Pauses pauses;
    private boolean busy;
    private int failures;
    private long pausedUntil;

    private record Waiting(Pending row, long due) {}

    Line(Pauses pauses) {
        this.pauses = pauses;
    }

    void put(Pending row, long due) {
        waiting.put(row.key(), new Waiting(row, due));
    }

    void remove(Pending row) {
        waiting.remove(row.key());
    }

    List<Pending> rows() {
        return waiting.values().stream().map(Waiting::row).toList();
    }

    /** Rows that meet a condition and whose time has not come. */
    List<Pending> early(Predicate<Pending> which, Moment now) {
        return waiting.values().stream()
                .filter(one -> !now.reached(one.due()) && which.test(one.row()))
                .map(Waiting::row)
                .toList();
    }

    /** Rows whose time has come. */
    List<Pending> due(Moment now) {
        return waiting.values().stream()
                .filter(one -> now.reached(one.due()))
                .map(Waiting::row)
                .toList();
    }

    /** The mildest row that was never given. */
    Optional<Pending> mildest() {
        return waiting.values().stream()
                .map(Waiting::row)
                .filter(row -> row.batch().isEmpty())
                .min((a, b) -> a.alert().severity().compareTo(b.alert().severity()));
    }

    /** The rows that go now, or none. */
    List<Pending> next(Route route, Moment now) {
        if (busy) {
            return List.of();
        }
        List<Pending> fresh = new ArrayList<>();
        List<Pending> given = new ArrayList<>();
        due(now).forEach(row -> (row.batch().isEmpty() ? fresh : given).add(row));
        Optional<Pending> critical = fresh.stream()
                .filter(row -> row.alert().severity() == Severity.CRITICAL)
                .findFirst();
        if (failures > 0 && !now.reached(pausedUntil)) {
            return critical.map(List::of).orElse(List.of());
        }
        if (critical.isPresent() && route.grouping() != Grouping.LIST) {
            return List.of(critical.get());
        }
        if (!given.isEmpty()) {
            String batch = given.get(0).batch();
            return given.stream().filter(row -> row.batch().equals(batch)).toList();
        }
        int most = route.grouping() == Grouping.SINGLE ? 1 : MOST_AT_ONCE;
        return List.copyOf(fresh.subList(0, Math.min(most, fresh.size())));
    }

    void begin(List<Pending> rows) {
        busy = true;
        rows.forEach(row -> waiting.computeIfPresent(row.key(), (key, one) -> new Waiting(row, one.due())));
    }

    /** Takes that it answered. */
    void answered() {
        busy = false;
        failures = 0;
    }

    /** Takes that it did not, and says how long it is left alone. */
    Duration failed(Duration asked, Moment now) {
        busy = false;
        if (failures > 0 && !now.reached(pausedUntil)) {
            return Duration.ofNanos(pausedUntil - now.nanos());
        }
        failures++;
        Duration pause = pauses.after(failures, asked);
        pausedUntil = now.in(pause);
        return pause;
    }
}
