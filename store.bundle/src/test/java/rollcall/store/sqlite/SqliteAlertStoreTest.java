package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.alert.Alert;
import rollcall.alert.AlertState;
import rollcall.alert.AlertStore.Change;
import rollcall.alert.Notice;
import rollcall.alert.Pending;
import rollcall.alert.Severity;
import rollcall.alert.Silence;

class SqliteAlertStoreTest {
    @TempDir
    private Path folder;

    private static Alert alert(AlertState state, Severity severity) {
        return new Alert(
                new UUID(1, 2),
                "DISK_FULL",
                "data",
                "here",
                severity,
                state,
                "Disk usage at 95%",
                Map.of("percent", "95"),
                List.of("Call the office", "Free some space"),
                OpenStore.NOON,
                OpenStore.NOON,
                3,
                1,
                "");
    }

    private static Pending row(Alert alert, Pending.State state) {
        return row("k1", alert, state);
    }

    private static Pending row(String key, Alert alert, Pending.State state) {
        return new Pending(
                key,
                Notice.Kind.FIRING,
                alert,
                "sms",
                OpenStore.NOON,
                state,
                2,
                OpenStore.NOON.plusSeconds(5),
                "b1",
                "busy");
    }

    @Test
    void what_was_kept_comes_back_after_a_restart() throws Exception {
        Alert alert = alert(AlertState.FIRING, Severity.ERROR);
        Silence silence = new Silence("DISK_FULL", "*", OpenStore.NOON.plusSeconds(60), "admin", "works");
        Change change = new Change(List.of(alert), List.of(row(alert, Pending.State.WAITING)), List.of(silence));
        try (OpenStore store = new OpenStore(folder)) {
            new SqliteAlertStore(store.database).keep(change);
        }
        try (OpenStore store = new OpenStore(folder)) {
            SqliteAlertStore alerts = new SqliteAlertStore(store.database);
            assertThat(alerts.load(OpenStore.NOON)).isEqualTo(change);
            assertThat(alerts.load(OpenStore.NOON.plusSeconds(61)).silences()).isEmpty();
        }
    }

    @Test
    void rows_of_one_moment_come_back_in_the_order_they_were_kept_in() throws Exception {
        try (OpenStore store = new OpenStore(folder)) {
            SqliteAlertStore alerts = new SqliteAlertStore(store.database);
            Alert alert = alert(AlertState.FIRING, Severity.ERROR);
            List<String> keys = List.of("k3", "k1", "k2");
            for (String key : keys) {
                alerts.keep(new Change(List.of(alert), List.of(row(key, alert, Pending.State.WAITING)), List.of()));
            }
            // A change of a row leaves it in its place.
            alerts.keep(new Change(List.of(), List.of(row("k3", alert, Pending.State.WAITING)), List.of()));
            assertThat(alerts.load(OpenStore.NOON).pending())
                    .extracting(Pending::key)
                    .containsExactlyElementsOf(keys);
        }
    }

    @Test
    void an_event_keeps_the_severity_of_its_time() throws Exception {
        try (OpenStore store = new OpenStore(folder)) {
            SqliteAlertStore alerts = new SqliteAlertStore(store.database);
            Alert first = alert(AlertState.FIRING, Severity.WARNING);
            alerts.keep(new Change(List.of(first), List.of(row(first, Pending.State.WAITING)), List.of()));
            alerts.keep(new Change(List.of(alert(AlertState.FIRING, Severity.CRITICAL)), List.of(), List.of()));
            assertThat(alerts.load(OpenStore.NOON).pending().get(0).alert().severity())
                    .isEqualTo(Severity.WARNING);
            assertThat(alerts.load(OpenStore.NOON).alerts().get(0).severity()).isEqualTo(Severity.CRITICAL);
        }
    }

    @Test
    void alert_and_rows_are_kept_together_or_not_at_all() throws Exception {
        try (OpenStore store = new OpenStore(folder)) {
            SqliteAlertStore alerts = new SqliteAlertStore(store.database);
            Alert alert = alert(AlertState.FIRING, Severity.ERROR);
            store.change("CREATE TRIGGER no BEFORE INSERT ON alert_outbox BEGIN SELECT raise(ABORT, 'no'); END");
            assertThatThrownBy(() -> alerts.keep(
                            new Change(List.of(alert), List.of(row(alert, Pending.State.WAITING)), List.of())))
                    .hasMessageContaining("no");
            assertThat(store.number("SELECT count(*) FROM alert_life")).isZero();
        }
    }

    @Test
    void settled_rows_go_in_time_and_dead_ones_are_shown() throws Exception {
        try (OpenStore store = new OpenStore(folder)) {
            SqliteAlertStore alerts = new SqliteAlertStore(store.database);
            Alert alert = alert(AlertState.RESOLVED, Severity.ERROR);
            alerts.keep(new Change(List.of(alert), List.of(row(alert, Pending.State.DEAD)), List.of()));
            assertThat(alerts.dead(10)).extracting(Pending::answer).containsExactly("busy");
            assertThat(alerts.load(OpenStore.NOON).isEmpty()).isTrue();
            assertThat(alerts.forget(OpenStore.NOON)).isZero();
            assertThat(alerts.forget(OpenStore.NOON.plus(Duration.ofDays(1)))).isEqualTo(2);
        }
    }
}
