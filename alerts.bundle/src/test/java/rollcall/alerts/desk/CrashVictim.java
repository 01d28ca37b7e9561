package rollcall.alerts.desk;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import rollcall.alert.AlertChannel;
import rollcall.alert.AlertType;
import rollcall.alert.Condition;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;
import rollcall.alerts.delivery.ChannelRules;
import rollcall.alerts.delivery.Outbox;
import rollcall.alerts.delivery.QuietHours;
import rollcall.alerts.life.LifeCycle;
import rollcall.alerts.life.Moment;
import rollcall.alerts.life.Rules;
import rollcall.store.sqlite.SqliteAlertStore;
import rollcall.store.sqlite.SqliteDatabase;

/** A process that raises alerts on a real store and delivers them into a file until it is killed. */
final class CrashVictim {
    private static final AlertType TYPE = new AlertType("SYSTEM_ERROR", "It happened", List.of("Look"));
    private static final Rules RULES = new Rules(
            Duration.ZERO,
            Duration.ofMinutes(5),
            Duration.ofMillis(5),
            Duration.ofMinutes(1),
            Duration.ofHours(4),
            4,
            Duration.ofMinutes(30),
            Duration.ofMinutes(15),
            Map.of());

    private CrashVictim() {}

    /** Folder, first number, seed, how many to raise; then it goes on delivering until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int first = Integer.parseInt(arguments[1]);
        Random random = new Random(Long.parseLong(arguments[2]));
        int count = Integer.parseInt(arguments[3]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (SqliteDatabase database = new SqliteDatabase(folder.resolve("attendance.db"))) {
            SqliteAlertStore store = new SqliteAlertStore(database);
            AlertChannel channel = new FarEnd(folder.resolve("received"), random, count > 0);
            Desk desk = new Desk(
                    new LifeCycle(RULES, "here", UUID::randomUUID),
                    // Pauses by chance would make the last run long.
                    new Outbox(random::nextDouble, "runbook"),
                    new Desk.Surroundings(
                            () -> Optional.of(store),
                            () -> List.of(channel),
                            new ChannelRules(
                                    QuietHours.of("", ZoneOffset.UTC),
                                    List.of("far hourly=0"),
                                    ZoneOffset.UTC,
                                    out::println)::route,
                            Runnable::run,
                            CrashVictim::hurried));
            for (int i = first; i < first + count; i++) {
                Severity severity = random.nextInt(3) == 0 ? Severity.CRITICAL : Severity.WARNING;
                Condition condition = Condition.of(TYPE, "n" + i, severity);
                desk.give(now -> desk.life().raise(condition, now));
                desk.step();
                out.println("kept n" + i);
            }
            do {
                desk.step();
            } while (count > 0 || desk.isOwing());
            out.println("done");
        }
    }

    /** Time a thousand times as fast. */
    private static Moment hurried() {
        Moment now = Moment.now();
        return new Moment(now.wall(), now.nanos() * 1_000);
    }

    /** Writes down what it got, and sometimes loses the answer. */
    private record FarEnd(Path file, Random random, boolean forgetful) implements AlertChannel {
        @Override
        public String name() {
            return "far";
        }

        @Override
        public Severity least() {
            return Severity.INFO;
        }

        @Override
        public Delivery deliver(Notice notice) {
            StringBuilder line = new StringBuilder(notice.key());
            notice.alerts().forEach(alert -> line.append(' ').append(alert.source()));
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                out.write(StandardCharsets.UTF_8.encode(line.append('\n').toString()));
                out.force(true);
            } catch (IOException e) {
                return Delivery.retry("disk");
            }
            return forgetful && random.nextInt(4) == 0 ? Delivery.retry("answer lost") : Delivery.delivered("");
        }
    }
}
