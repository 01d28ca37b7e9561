package rollcall.alerts.desk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import rollcall.alert.Alert;
import rollcall.alert.AlertChannel;
import rollcall.alert.AlertStore;
import rollcall.alert.AlertStore.Change;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Pending;
import rollcall.alert.Silence;
import rollcall.alerts.delivery.Batch;
import rollcall.alerts.delivery.Outbox;
import rollcall.alerts.delivery.Redaction;
import rollcall.alerts.delivery.Route;
import rollcall.alerts.life.Happening;
import rollcall.alerts.life.LifeCycle;
import rollcall.alerts.life.Moment;
import rollcall.store.StoreException;

/**
 * Brings life cycle, store and channels together: one {@link #step} takes what came, keeps it, and gives out what is due.
 *
 * <p>{@link #give} may be called from any thread; everything else from the one that steps. Nothing is given to a channel
 * before the store kept it, unless the store cannot: then it is told all the same, because that may be what it is about.
 */
final class Desk {
    private static final System.Logger LOG = System.getLogger("rollcall.alerts");
    /** Deadlines are looked at this often, however fast things come. */
    private static final Duration TICK = Duration.ofMillis(50);

    private static final int MOST_RECENT = 100;

    /** How long what is over stays in the database. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final LifeCycle life;
    private final Outbox outbox;
    private final Supplier<Optional<AlertStore>> store;
    private final Supplier<List<AlertChannel>> channels;
    private final Function<AlertChannel, Route> rules;
    private final Executor executor;
    private final Supplier<Moment> clock;

    private final Inbox inbox = new Inbox();
    private final Deque<Notice> recent = new ArrayDeque<>();

    /** What the store has not kept yet. */
    private final Map<Object, Alert> alerts = new LinkedHashMap<>();

    private final Map<String, Pending> rows = new LinkedHashMap<>();
    private final List<Silence> silences = new ArrayList<>();
    private boolean loaded;
    private boolean failing;
    private boolean ticked;
    private long tickAt;

    private final Map<List<String>, Long> deliveries = new TreeMap<>(Comparator.comparing(List::toString));
    private long forgetAt;
    private boolean forgotten;
    private volatile Figures figures = new Figures(Map.of(), Map.of());
    private volatile List<Alert> shownAlerts = List.of();
    private volatile List<Notice> shownRecent = List.of();

    /**
     * Counts since the start.
     *
     * @param deliveries by channel and outcome
     * @param suppressed by reason
     */
    record Figures(Map<List<String>, Long> deliveries, Map<String, Long> suppressed) {}

    /** Where things come from and go to. */
    record Surroundings(
            Supplier<Optional<AlertStore>> store,
            Supplier<List<AlertChannel>> channels,
            Function<AlertChannel, Route> rules,
            Executor executor,
            Supplier<Moment> clock) {}

    Desk(LifeCycle life, Outbox outbox, Surroundings around) {
        this.life = life;
        this.outbox = outbox;
        this.store = around.store();
        this.channels = around.channels();
        this.rules = around.rules();
        this.executor = around.executor();
        this.clock = around.clock();
    }

    /** Hands something over to the thread that steps; what finds no room is counted, its source will say it again. */
    boolean give(Consumer<Moment> deed) {
        return inbox.give(deed);
    }

    LifeCycle life() {
        return life;
    }

    /** Waits until something was given, at most so long, then does everything that is due. */
    void await(Duration most) throws InterruptedException {
        step(inbox.await(most));
    }

    void step() {
        step(inbox.take());
    }

    private void step(List<Consumer<Moment>> deeds) {
        Moment now = clock.get();
        load(now);
        deeds.forEach(deed -> deed.accept(now));
        if (!ticked || now.reached(tickAt)) {
            ticked = true;
            tickAt = now.in(TICK);
            life.tick(now);
        }
        Map<AlertChannel, Route> routes = new LinkedHashMap<>();
        channels.get().forEach(channel -> routes.put(channel, rules.apply(channel)));
        List<Happening> happenings = life.takeHappenings();
        for (Happening event : happenings) {
            outbox.accept(event, routes.values(), now);
        }
        remember(happenings);
        Map<AlertChannel, Batch> batches = new LinkedHashMap<>();
        routes.forEach((channel, route) ->
                outbox.next(route, life::isOpen, now).ifPresent(batch -> batches.put(channel, batch)));
        keep();
        batches.forEach(this::deliver);
        forget(now);
        figures = new Figures(Map.copyOf(deliveries), suppressed());
    }

    private Map<String, Long> suppressed() {
        Map<String, Long> all = new TreeMap<>(life.suppressed());
        outbox.suppressed().forEach((reason, count) -> all.merge(reason, count, Long::sum));
        if (inbox.overflowed() > 0) {
            all.merge("storm", inbox.overflowed(), Long::sum);
        }
        return all;
    }

    /** Once a day, and soon after the start. */
    private void forget(Moment now) {
        if (!loaded || (forgotten && !now.reached(forgetAt))) {
            return;
        }
        forgotten = true;
        forgetAt = now.in(Duration.ofDays(1));
        store.get().ifPresent(kept -> {
            try {
                kept.forget(now.wall().minus(KEPT));
            } catch (StoreException e) {
                failed(e);
            }
        });
    }

    private void load(Moment now) {
        if (loaded) {
            return;
        }
        store.get().ifPresent(kept -> {
            try {
                Change before = kept.load(now.wall());
                life.load(before.alerts(), before.silences(), now);
                outbox.load(before.pending(), now);
                loaded = true;
            } catch (StoreException e) {
                failed(e);
            }
        });
    }

    private void remember(List<Happening> events) {
        if (events.isEmpty()) {
            return;
        }
        for (Happening event : events.subList(Math.max(0, events.size() - MOST_RECENT), events.size())) {
            recent.addLast(new Notice(event.key(), event.kind(), List.of(event.alert()), event.at(), ""));
        }
        while (recent.size() > MOST_RECENT) {
            recent.removeFirst();
        }
        shownRecent = List.copyOf(recent);
    }

    void silence(Silence silence) {
        life.silence(silence);
        silences.add(silence);
    }

    private void keep() {
        List<Alert> changed = life.takeChanged();
        changed.forEach(alert -> alerts.put(alert.id(), alert));
        if (!changed.isEmpty() || shownAlerts.isEmpty()) {
            shownAlerts = life.alerts();
        }
        outbox.takeChanged().forEach(row -> rows.put(row.key(), row));
        Change change = new Change(List.copyOf(alerts.values()), List.copyOf(rows.values()), silences);
        if (change.isEmpty()) {
            return;
        }
        store.get().ifPresent(kept -> {
            try {
                kept.keep(change);
                alerts.clear();
                rows.clear();
                silences.clear();
                failing = false;
            } catch (StoreException e) {
                failed(e);
            }
        });
    }

    private void failed(StoreException e) {
        if (!failing) {
            LOG.log(System.Logger.Level.WARNING, "alerts are told but not kept: {0}", e.getMessage());
        }
        failing = true;
    }

    private void deliver(AlertChannel channel, Batch batch) {
        executor.execute(() -> settled(batch, tell(channel, batch.notice())));
    }

    private void settled(Batch batch, Delivery delivery) {
        inbox.answer(now -> {
            outbox.settle(batch, delivery, now);
            String outcome = delivery.outcome().name().toLowerCase(Locale.ROOT);
            deliveries.merge(List.of(batch.channel(), outcome), 1L, Long::sum);
        });
        if (delivery.outcome() == Delivery.Outcome.REFUSED) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "channel {0} refused an alert for good: {1}",
                    batch.channel(),
                    Redaction.clean(delivery.answer()));
        }
    }

    /** Gives one notice to a channel, on the calling thread; nothing a channel throws gets past. */
    static Delivery tell(AlertChannel channel, Notice notice) {
        try {
            Delivery delivery = channel.deliver(Redaction.clean(notice));
            return new Delivery(delivery.outcome(), Redaction.clean(delivery.answer()), delivery.pause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Delivery.retry("interrupted");
        } catch (RuntimeException | LinkageError e) {
            // A bundle dropped in may throw anything; the log has the kind, the message may hold secrets.
            LOG.log(System.Logger.Level.WARNING, "channel {0} failed: {1}", channel.name(), e.getClass());
            return Delivery.retry("failed: " + e.getClass().getSimpleName());
        }
    }

    List<Alert> alerts() {
        return shownAlerts;
    }

    List<Notice> recent() {
        return shownRecent;
    }

    /** Whether anything waits for a channel. */
    boolean isOwing() {
        return !outbox.waiting().isEmpty();
    }

    Figures figures() {
        return figures;
    }
}
