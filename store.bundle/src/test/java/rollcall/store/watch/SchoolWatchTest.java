package rollcall.store.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.alert.Alerts;
import rollcall.alert.Condition;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision.Reason;
import rollcall.scan.Direction;
import rollcall.store.ScanStore;
import rollcall.store.Totals;
import rollcall.store.admission.Timetable;

class SchoolWatchTest {
    private static final LocalTime OPENS = LocalTime.of(7, 0);
    private static final LocalTime LATE = LocalTime.of(8, 0);

    private final List<String> said = new ArrayList<>();
    private ClockTrust trust = ClockTrust.TRUSTED;
    private long row = 5;
    private Instant now = Instant.parse("2026-11-24T06:50:00Z");

    private final Alerts alerts = (Alerts) Proxy.newProxyInstance(
            Alerts.class.getClassLoader(), new Class<?>[] {Alerts.class}, (proxy, method, arguments) -> {
                if (arguments[0] instanceof Condition condition) {
                    said.add(condition.message());
                }
                return null;
            });

    /** Totals are all that is asked for. */
    private final ScanStore store = (ScanStore) Proxy.newProxyInstance(
            ScanStore.class.getClassLoader(),
            new Class<?>[] {ScanStore.class},
            (proxy, method, arguments) -> new Totals(row, 0, 0, 0, 0));

    private final SchoolWatch watch = new SchoolWatch(
            store,
            new SchoolDay() {
                @Override
                public ClockTrust trust() {
                    return trust;
                }

                @Override
                public Timetable timetable() {
                    return SchoolWatchTest::ruling;
                }
            },
            ZoneOffset.UTC);

    private static Timetable.Ruling ruling(LocalDateTime at, String section) {
        LocalTime time = at.toLocalTime();
        return time.isBefore(OPENS)
                ? new Timetable.Closed(Reason.OUTSIDE_HOURS)
                : new Timetable.Open(Direction.LOGIN, time.isAfter(LATE), "morning");
    }

    private void pass(int minutes) throws Exception {
        for (int i = 0; i < minutes; i++) {
            now = now.plusSeconds(60);
            watch.step(alerts, now);
        }
    }

    @Test
    void an_arrival_time_without_a_scan_is_told() throws Exception {
        pass(10 + SchoolWatch.PATIENCE);
        assertThat(said).containsExactly("Nobody has scanned for 15 minutes of the arrival time");
    }

    @Test
    void a_scan_ends_the_wait_and_before_and_after_the_time_nobody_is_missed() throws Exception {
        for (int i = 0; i < 7; i++) {
            pass(10);
            row++;
        }
        pass(200);
        assertThat(said).isEmpty();
    }

    @Test
    void a_clock_nobody_sets_is_told_after_a_while_and_not_at_a_start() throws Exception {
        now = now.plusSeconds(6 * 3600);
        trust = ClockTrust.UNTRUSTED;
        pass(SchoolWatch.SETTLING);
        assertThat(said).isEmpty();
        pass(1);
        assertThat(said).containsExactly("The clock of the terminal may be wrong");
        trust = ClockTrust.HOLDOVER;
        pass(5);
        assertThat(said).hasSize(1);
    }
}
