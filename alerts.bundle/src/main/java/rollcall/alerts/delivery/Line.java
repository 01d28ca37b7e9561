package rollcall.alerts.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * under the same key, so that a lost answer doubles nothing. Of the notices an hour may have, the last takes everything
 * along.
 */
final class Line {
    private static final int MOST_AT_ONCE = 1_000;
    private static final int MOST_LISTED = 5_000;

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    /** Keys of rows that were never given, the oldest first. */
    private final Map<Severity, Set<String>> fresh = new EnumMap<>(Severity.class);

    private final Bucket bucket = new Bucket();
    private final Pauses pauses;
    private boolean busy;
    private int failures;
    private long pausedUntil;

    private record Waiting(Pending row, long due) {}

    Line(Pauses pauses) {
        this.pauses = pauses;
        for (Severity severity : Severity.values()) {
            fresh.put(severity, new LinkedHashSet<>());
        }
    }

    void put(Pending row, long due) {
        waiting.put(row.key(), new Waiting(row, due));
        Set<String> alike = alike(row);
        if (row.batch().isEmpty()) {
            alike.add(row.key());
        } else {
            alike.remove(row.key());
        }
    }

    void remove(Pending row) {
        waiting.remove(row.key());
        alike(row).remove(row.key());
    }

    private Set<String> alike(Pending row) {
        return fresh.computeIfAbsent(row.alert().severity(), severity -> new LinkedHashSet<>());
    }

    int size() {
        return waiting.size();
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
        return fresh.values().stream()
                .flatMap(Set::stream)
                .findFirst()
                .map(waiting::get)
                .map(Waiting::row);
    }

    /** The rows that go now, or none. */
    List<Pending> next(Route route, Moment now) {
        if (busy || waiting.isEmpty()) {
            return List.of();
        }
        List<Pending> unsent = new ArrayList<>();
        List<Pending> given = new ArrayList<>();
        due(now).forEach(row -> (row.batch().isEmpty() ? unsent : given).add(row));
        boolean paused = failures > 0 && !now.reached(pausedUntil);
        List<Pending> chosen = bucket.left(route.hourly(), now) < 1 ? List.of() : choose(route, unsent, paused, now);
        boolean critical = !chosen.isEmpty() && chosen.get(0).alert().severity() == Severity.CRITICAL;
        if (!paused && !given.isEmpty() && (!critical || route.grouping() == Grouping.LIST)) {
            String batch = given.get(0).batch();
            return given.stream().filter(row -> row.batch().equals(batch)).toList();
        }
        return chosen;
    }

    /** Of what was never given: a critical one for itself while there is room for more than one notice. */
    private List<Pending> choose(Route route, List<Pending> unsent, boolean paused, Moment now) {
        boolean roomy = bucket.left(route.hourly(), now) >= 2 || route.grouping() == Grouping.SINGLE;
        if (roomy && (paused || route.grouping() != Grouping.LIST)) {
            Optional<Pending> critical = unsent.stream()
                    .filter(row -> row.alert().severity() == Severity.CRITICAL)
                    .findFirst();
            if (critical.isPresent()) {
                return List.of(critical.get());
            }
        }
        if (paused) {
            return List.of();
        }
        int most =
                switch (route.grouping()) {
                    case SINGLE -> 1;
                    case SUMMARY -> MOST_AT_ONCE;
                    case LIST -> MOST_LISTED;
                };
        return List.copyOf(unsent.subList(0, Math.min(most, unsent.size())));
    }

    /** Takes that rows are given now. */
    void begin(List<Pending> rows, boolean first) {
        busy = true;
        if (first) {
            bucket.take();
        }
        for (Pending row : rows) {
            waiting.computeIfPresent(row.key(), (key, one) -> new Waiting(row, one.due()));
            alike(row).remove(row.key());
        }
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
