package rollcall.alerts.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import rollcall.alert.Alert;
import rollcall.alert.Delivery;
import rollcall.alert.Delivery.Outcome;
import rollcall.alert.Notice;
import rollcall.alert.Pending;
import rollcall.alert.Severity;
import rollcall.alerts.life.Happening;
import rollcall.alerts.life.Moment;

/**
 * What is still to be told: a row for each event and channel, and what came of each try.
 *
 * <p>Nothing here waits, stores or sends. Used by one thread.
 */
public final class Outbox {
    private static final int MOST = 10_000;
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private final Pauses pauses;
    private final String link;
    private final Map<String, Line> lines = new HashMap<>();

    /** Alert and channel of which the beginning was not told, so that the end need not be. */
    private final Set<String> untold = new HashSet<>();

    private final Map<String, Pending> changed = new LinkedHashMap<>();
    private final Map<String, Long> suppressed = new TreeMap<>();

    /**
     * An empty one.
     *
     * @param chance numbers from 0 to 1
     * @param link where the runbook is; the type is put behind it
     */
    public Outbox(DoubleSupplier chance, String link) {
        this.pauses = new Pauses(chance);
        this.link = link;
    }

    private Line line(String channel) {
        return lines.computeIfAbsent(channel, name -> new Line(pauses));
    }

    /** Takes up rows that waited when the terminal stopped; however the clock stepped, none waits longer than a day. */
    public void load(Collection<Pending> rows, Moment now) {
        for (Pending row : rows) {
            Duration left = Duration.between(now.wall(), row.nextAt());
            // What was given before is asked again at once: whether it arrived is not known.
            boolean due = left.isNegative() || !row.batch().isEmpty();
            Duration wait = due ? Duration.ZERO : left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
            line(row.channel()).put(row, now.in(wait));
        }
    }

    /** Makes rows of an event for the channels that want it. */
    public void accept(Happening event, Collection<Route> routes, Moment now) {
        for (Route route : routes) {
            if (event.alert().severity().compareTo(route.least()) < 0) {
                suppress("mild");
            } else if (event.kind() == Notice.Kind.FIRING || !isMoot(event.alert(), route, now)) {
                add(event, route, now);
            }
        }
    }

    /** Whether the beginning was never told on this channel; one that still waits for its time need not be any more. */
    private boolean isMoot(Alert alert, Route route, Moment now) {
        if (route.afterMinutes() > 0) {
            line(route.name())
                    .early(
                            row -> row.alert().id().equals(alert.id())
                                    && row.batch().isEmpty(),
                            now)
                    .forEach(row -> skip(row, "over"));
        }
        return untold.contains(pair(alert.id(), route.name()));
    }

    private void add(Happening event, Route route, Moment now) {
        boolean firing = event.kind() == Notice.Kind.FIRING;
        Duration wait = firing ? Duration.ofMinutes(route.afterMinutes()) : Duration.ZERO;
        if (event.alert().severity() != Severity.CRITICAL) {
            Duration night = route.quiet().left(now.wall());
            wait = night.compareTo(wait) > 0 ? night : wait;
        }
        Line line = line(route.name());
        if (line.size() >= MOST) {
            line.mildest().ifPresent(row -> skip(row, "no-room"));
        }
        if (firing) {
            untold.remove(pair(event.alert().id(), route.name()));
        }
        Instant next = now.wall().plus(wait);
        String key = event.key() + "." + route.name();
        Pending row = new Pending(
                key, event.kind(), event.alert(), route.name(), event.at(), Pending.State.WAITING, 0, next, "", "");
        line.put(row, now.in(wait));
        changed.put(key, row);
    }

    private static String pair(UUID alert, String channel) {
        return alert + channel;
    }

    private void skip(Pending row, String reason) {
        line(row.channel()).remove(row);
        changed.put(row.key(), row.tried(Pending.State.SUPPRESSED, row.attempts(), row.nextAt(), reason));
        if (row.kind() == Notice.Kind.FIRING) {
            untold.add(pair(row.alert().id(), row.channel()));
        }
        suppress(reason);
    }

    /**
     * What is to be given to a channel now; nothing while a batch of it is under way. To be kept before it is given, so
     * that it goes again in the same company after a crash.
     *
     * @param open whether an alert still stands and nobody took it
     */
    public Optional<Batch> next(Route route, Predicate<Alert> open, Moment now) {
        Line line = line(route.name());
        if (route.afterMinutes() > 0) {
            line.due(now).stream()
                    .filter(row ->
                            row.kind() == Notice.Kind.FIRING && row.batch().isEmpty())
                    .filter(row -> !open.test(row.alert()))
                    .forEach(row -> skip(row, "taken"));
        }
        List<Pending> rows = line.next(route, now);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Notice notice = notice(rows);
        List<Pending> given = rows.stream().map(row -> row.in(notice.key())).toList();
        line.begin(given, rows.get(0).batch().isEmpty());
        given.forEach(row -> changed.put(row.key(), row));
        return Optional.of(new Batch(route.name(), given, notice));
    }

    /** One line for each alert: as it was at the last of its events. */
    private Notice notice(List<Pending> rows) {
        Pending first = rows.get(0);
        boolean one = rows.size() == 1;
        String fresh = one ? first.key() : first.key() + "+" + (rows.size() - 1);
        Map<UUID, Alert> alerts = new LinkedHashMap<>();
        rows.forEach(row -> alerts.put(row.alert().id(), row.alert()));
        return new Notice(
                first.batch().isEmpty() ? fresh : first.batch(),
                one ? first.kind() : Notice.Kind.SUMMARY,
                List.copyOf(alerts.values()),
                first.at(),
                link + "#" + first.alert().type().toLowerCase(Locale.ROOT));
    }

    /** Takes what came of a batch. */
    public void settle(Batch batch, Delivery delivery, Moment now) {
        Line line = line(batch.channel());
        Duration pause = Duration.ZERO;
        if (delivery.outcome() == Outcome.RETRY) {
            pause = line.failed(delivery.pause(), now);
        } else {
            line.answered();
        }
        Pending.State state =
                switch (delivery.outcome()) {
                    case DELIVERED -> Pending.State.DELIVERED;
                    case REFUSED -> Pending.State.DEAD;
                    case RETRY -> Pending.State.WAITING;
                };
        for (Pending row : batch.rows()) {
            Pending tried = row.tried(state, row.attempts() + 1, now.wall().plus(pause), delivery.answer());
            changed.put(row.key(), tried);
            if (state == Pending.State.WAITING) {
                line.put(tried, now.nanos());
            } else {
                line.remove(row);
            }
        }
    }

    private void suppress(String reason) {
        suppressed.merge(reason, 1L, Long::sum);
    }

    public List<Pending> waiting() {
        return lines.values().stream().flatMap(line -> line.rows().stream()).toList();
    }

    /** Rows that changed since the last call. */
    public List<Pending> takeChanged() {
        List<Pending> taken = List.copyOf(changed.values());
        changed.clear();
        return taken;
    }

    /** How many rows were never told, by reason, since the start. */
    public Map<String, Long> suppressed() {
        return Map.copyOf(suppressed);
    }
}
