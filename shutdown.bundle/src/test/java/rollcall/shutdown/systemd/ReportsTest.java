package rollcall.shutdown.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;
import rollcall.shutdown.health.Checkup.Summary;
import rollcall.shutdown.health.Finding;

/** What systemd is told, when. */
class ReportsTest {
    private final Reports reports = new Reports(Duration.ofSeconds(10));

    private static Summary says(Status status, Duration age) {
        return new Summary(
                status, List.of(new Finding("store", List.of(), status, "words\nof it", "do", age, Duration.ZERO)));
    }

    private static Summary says(Status status) {
        return says(status, Duration.ZERO);
    }

    @Test
    void ready_is_said_once_and_not_before_it_is_so() {
        assertThat(reports.running(says(Status.OK), says(Status.CRITICAL)))
                .isEqualTo("EXTEND_TIMEOUT_USEC=20000000\nWATCHDOG=1\nSTATUS=Not ready: store: words of it");
        assertThat(reports.running(says(Status.OK), says(Status.WARN)))
                .isEqualTo("READY=1\nWATCHDOG=1\nSTATUS=Ready: cards are read and stored");
        assertThat(reports.running(says(Status.OK), says(Status.OK))).isEqualTo("WATCHDOG=1");
    }

    @Test
    void the_watchdog_hears_nothing_of_a_terminal_that_stands_still() {
        assertThat(reports.running(says(Status.CRITICAL), says(Status.CRITICAL)))
                .doesNotContain("WATCHDOG", "EXTEND");
        assertThat(reports.running(says(Status.OK, Duration.ofSeconds(11)), says(Status.OK)))
                .doesNotContain("WATCHDOG");
        assertThat(reports.running(says(Status.OK, Duration.ofSeconds(10)), says(Status.OK)))
                .contains("WATCHDOG=1");
    }

    @Test
    void a_stop_asks_for_patience_only_while_it_gets_on() {
        assertThat(reports.stopping("announce")).isEqualTo("STOPPING=1\nSTATUS=Stopping: announce");
        assertThat(reports.stopping("flush")).isEqualTo("STATUS=Stopping: flush");
        assertThat(reports.gettingOn(0, Duration.ofSeconds(9))).isEmpty();
        assertThat(reports.gettingOn(5, Duration.ofSeconds(9))).isEqualTo(Optional.of("EXTEND_TIMEOUT_USEC=9000000"));
        assertThat(reports.gettingOn(5, Duration.ofSeconds(9))).isEmpty();
    }

    @Test
    void an_address_is_a_path_or_an_abstract_name() throws Exception {
        assertThat(NotifySocket.address("/run/x")).hasSize(9);
        assertThat(NotifySocket.address("@rollcall")).hasSize(11);
        for (String bad : new String[] {"run/x", "@", "/" + "x".repeat(107)}) {
            assertThatThrownBy(() -> NotifySocket.address(bad))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("NOTIFY_SOCKET");
        }
    }
}
