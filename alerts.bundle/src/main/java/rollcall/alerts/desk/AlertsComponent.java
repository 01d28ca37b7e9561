package rollcall.alerts.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import rollcall.alert.Alert;
import rollcall.alert.AlertChannel;
import rollcall.alert.AlertState;
import rollcall.alert.AlertStore;
import rollcall.alert.Alerts;
import rollcall.alert.Condition;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Pending;
import rollcall.alert.Severity;
import rollcall.alert.Silence;
import rollcall.alerts.channel.AlertsConfig;
import rollcall.alerts.delivery.Outbox;
import rollcall.alerts.life.LifeCycle;
import rollcall.alerts.life.Moment;
import rollcall.alerts.life.TimeOrder;
import rollcall.store.StoreException;

/** The {@link Alerts} of a running terminal: a {@link Desk} on a thread named {@code alerts}, channels on threads of theirs. */
@Component(
        service = {Alerts.class, AlertsComponent.class},
        immediate = true,
        configurationPid = "rollcall.alerts",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class AlertsComponent implements Alerts {
    private static final System.Logger LOG = System.getLogger("rollcall.alerts");
    private static final Duration PULSE = Duration.ofMillis(250);
    private static final Duration LONGEST_SILENCE = Duration.ofDays(30);
    private static final int ANSWER_SECONDS = 5;
    private static final int MOST_REFUSED = 100;
    private static final int STOP_MILLIS = 5_000;

    /** Optional: that the store is away is no reason to tell nobody. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable AlertStore store;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<AlertChannel> channels = List.of();

    private final Desk desk;
    private final String device;
    private final ExecutorService telling = Executors.newCachedThreadPool(task -> new Thread(task, "alert-channel"));
    private final Thread thread = new Thread(this::run, "alerts");

    @Activate
    public AlertsComponent(AlertsConfig config) {
        this.device = AlertSettings.device(config);
        this.desk = new Desk(
                new LifeCycle(AlertSettings.rules(config), device, new TimeOrder(Clock.systemUTC())),
                new Outbox(() -> ThreadLocalRandom.current().nextDouble(), config.runbook__url()),
                new Desk.Surroundings(
                        () -> Optional.ofNullable(store),
                        () -> channels,
                        AlertSettings.channels(config, ZoneId.systemDefault())::route,
                        telling,
                        Moment::now));
        thread.start();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                desk.await(PULSE);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The one place where this loop catches: alerts go on.
                LOG.log(System.Logger.Level.ERROR, "alerts were not looked after this time", e);
            }
        }
    }

    @Deactivate
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(STOP_MILLIS);
        telling.shutdownNow();
    }

    Desk.Figures figures() {
        return desk.figures();
    }

    @Override
    public void raise(Condition condition) {
        desk.give(now -> desk.life().raise(condition, now));
    }

    @Override
    public void clear(String type, String source) {
        desk.give(now -> desk.life().clear(type, source, now));
    }

    @Override
    public List<Alert> active() {
        return desk.alerts();
    }

    @Override
    public List<Notice> recent() {
        return desk.recent();
    }

    @Override
    public boolean acknowledge(String type, String source, String who) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        desk.give(now -> answer.complete(desk.life().acknowledge(type, source, who, now)));
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("alerts are busy; try again", e);
        }
    }

    @Override
    public void acknowledgeCritical(String who) {
        desk.give(now -> desk.life().acknowledgeCritical(who, now));
    }

    @Override
    public List<Pending> refused() {
        AlertStore kept = store;
        try {
            return kept == null ? List.of() : kept.dead(MOST_REFUSED);
        } catch (StoreException e) {
            throw new IllegalStateException("the store does not answer; try again", e);
        }
    }

    @Override
    public void silence(String type, String source, Duration period, String who, String reason) {
        if (period.isNegative() || period.isZero() || period.compareTo(LONGEST_SILENCE) > 0) {
            throw new IllegalArgumentException("a silence of " + period + ": up to 30 days are allowed");
        }
        Silence silence = new Silence(type, source, Instant.now().plus(period), who, reason);
        desk.give(now -> desk.silence(silence));
    }

    @Override
    public Delivery test(String name) {
        List<AlertChannel> present = channels;
        AlertChannel channel = present.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("no alert channel '" + name.replaceAll("\\p{Cntrl}", "?")
                                + "'; there are: "
                                + String.join(
                                        ", ",
                                        present.stream()
                                                .map(AlertChannel::name)
                                                .sorted()
                                                .toList())));
        long begin = System.nanoTime();
        Delivery delivery = Desk.tell(channel, trial());
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        return new Delivery(delivery.outcome(), delivery.answer() + " after " + millis + " ms", delivery.pause());
    }

    private Notice trial() {
        Instant now = Instant.now();
        Alert alert = new Alert(
                UUID.randomUUID(),
                "TEST",
                "test",
                device,
                Severity.CRITICAL,
                AlertState.FIRING,
                "This terminal can reach you; nothing is wrong",
                Map.of(),
                List.of("Nothing is to be done"),
                now,
                now,
                1,
                1,
                "");
        return new Notice(alert.id() + ".test", Notice.Kind.TEST, List.of(alert), now, "docs/runbook.md#test");
    }
}
