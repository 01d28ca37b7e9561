package rollcall.alerts.desk;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import rollcall.alert.Alert;
import rollcall.alert.AlertChannel;
import rollcall.alert.AlertType;
import rollcall.alert.Condition;
import rollcall.alert.Severity;
import rollcall.alerts.delivery.ChannelRules;
import rollcall.alerts.delivery.Outbox;
import rollcall.alerts.delivery.QuietHours;
import rollcall.alerts.life.LifeCycle;
import rollcall.alerts.life.Moment;
import rollcall.alerts.life.Rules;
import rollcall.alerts.life.TimeOrder;
import rollcall.store.sqlite.SqliteAlertStore;
import rollcall.store.sqlite.SqliteDatabase;

/** Alerts as a terminal runs them, with a real store, without a framework. */
public final class AlertRig implements AutoCloseable {
    private static final AlertType TYPE = new AlertType(
            "SYNC_FAILURE", "Scans do not reach the far end ({check})", List.of("Go on scanning", "Wait", "Call"));
    private static final Rules RULES = new Rules(
            Duration.ZERO,
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofHours(4),
            4,
            Duration.ofMinutes(30),
            Duration.ofMinutes(15),
            Map.of("SYNC_FAILURE", Set.of("NETWORK_OFFLINE")));

    private final SqliteDatabase database;
    private final Desk desk;
    private final ExecutorService telling = Executors.newCachedThreadPool();
    private final Thread thread = new Thread(this::run, "alerts");

    public AlertRig(Path folder, List<AlertChannel> channels) throws Exception {
        database = new SqliteDatabase(folder.resolve("attendance.db"));
        SqliteAlertStore store = new SqliteAlertStore(database);
        ChannelRules rules =
                new ChannelRules(QuietHours.of("", ZoneOffset.UTC), List.of(), ZoneOffset.UTC, System.err::println);
        desk = new Desk(
                new LifeCycle(RULES, "here", new TimeOrder(Clock.systemUTC())),
                new Outbox(() -> ThreadLocalRandom.current().nextDouble(), "docs/runbook.md"),
                new Desk.Surroundings(() -> Optional.of(store), () -> channels, rules::route, telling, Moment::now));
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                desk.await(Duration.ofMillis(250));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Raises one of its type; waits while there is no room. */
    public void raise(String source, Severity severity) {
        Condition condition = Condition.of(TYPE, source, severity).with("check", source);
        while (!desk.give(now -> desk.life().raise(condition, now))) {
            Thread.onSpinWait();
        }
    }

    public void clear(String source) {
        while (!desk.give(now -> desk.life().clear(TYPE.name(), source, now))) {
            Thread.onSpinWait();
        }
    }

    /** Why what was not told was not, and how often. */
    public Map<String, Long> suppressed() {
        return desk.figures().suppressed();
    }

    /** How many alerts are there. */
    public int active() {
        return desk.alerts().size();
    }

    /** How often they were raised. */
    public long raised() {
        return desk.alerts().stream().mapToLong(Alert::occurrences).sum();
    }

    @Override
    public void close() throws Exception {
        thread.interrupt();
        thread.join();
        telling.shutdownNow();
        database.close();
    }
}
