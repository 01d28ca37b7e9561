package rollcall.alerts.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.alert.Alerts;
import rollcall.alert.Condition;

class HealthSourceTest {
    private final List<String> said = new ArrayList<>();

    /** Writes down what is raised and cleared; nothing else is called. */
    private final Alerts alerts = (Alerts) Proxy.newProxyInstance(
            Alerts.class.getClassLoader(), new Class<?>[] {Alerts.class}, (proxy, method, arguments) -> {
                said.add(
                        arguments[0] instanceof Condition condition
                                ? "raise " + condition.type().name() + " " + condition.source() + " "
                                        + condition.severity()
                                : method.getName() + " " + arguments[0] + " " + arguments[1]);
                return null;
            });

    @ParameterizedTest
    @CsvSource({
        "disk, DISK_FULL",
        "store, DATABASE_ERROR",
        "ledger, DATABASE_ERROR",
        "sync-age, SYNC_FAILURE",
        "sync-queue, QUEUE_OVERFLOW",
        "sync-target, SYNC_FAILURE",
        "sync-quarantine, SYNC_FAILURE",
        "sync-pull, SYNC_FAILURE",
        "sync-roster, ROSTER_HELD",
        "sync-messages, MESSAGES_WAIT",
        "backup, SYSTEM_ERROR"
    })
    void a_check_raises_and_clears_its_own_type(String check, String type) {
        HealthSource.say(alerts, check, Status.CRITICAL);
        HealthSource.say(alerts, check, Status.WARN);
        HealthSource.say(alerts, check, Status.OK);
        assertThat(said)
                .containsExactly(
                        "raise " + type + " " + check + " CRITICAL",
                        "raise " + type + " " + check + " WARNING",
                        "clear " + type + " " + check);
    }

    @Test
    void a_swap_is_no_fault_and_the_camera_tells_of_itself() {
        HealthSource.say(alerts, "store", Status.TEMPORARILY_UNAVAILABLE);
        HealthSource.say(alerts, "camera", Status.CRITICAL);
        assertThat(said).isEmpty();
    }
}
