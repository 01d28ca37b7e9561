package rollcall.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.event.Event;
import rollcall.camera.SessionView;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision;
import rollcall.scan.Direction;
import rollcall.scan.Evidence;
import rollcall.scan.Origin;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.scan.Student;
import rollcall.store.Ledger;
import rollcall.store.Queue;
import rollcall.store.Totals;

class LiveTest {
    private static final ScanId ID = new ScanId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
    private static final Instant AT = Instant.parse("2026-11-24T07:00:00.123Z");

    @Test
    void no_code_on_a_card_can_end_an_event_early() throws Exception {
        String hostile = "x\n\nevent: state\ndata: {}\r\n\u2028\u0000\"";
        String text = EventText.scan(
                scan(
                        7,
                        hostile,
                        Optional.of(new Student("S", "na\nme", "7\r")),
                        new Decision.Accepted(Direction.LOGIN, false, true, "")),
                true);
        assertThat(text).startsWith("id: 7\nevent: scan\ndata: {").endsWith("}\n\n");
        assertThat(text.chars().filter(c -> c == '\n').count()).isEqualTo(4);
        assertThat(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127)))
                .isTrue();
    }

    @Test
    void each_decision_has_its_word() throws Exception {
        assertThat(scan(new Decision.Accepted(Direction.LOGOUT, false, false, "")))
                .contains("\"status\":\"accepted\"", "\"direction\":\"LOGOUT\"", "\"listed\":false");
        assertThat(scan(new Decision.Duplicate(Direction.LOGIN, AT))).contains("\"status\":\"duplicate\"");
        assertThat(scan(new Decision.Rejected(Decision.Reason.MALFORMED_CODE)))
                .contains("\"status\":\"refused\"", "\"reason\":\"MALFORMED_CODE\"");
    }

    @Test
    void who_may_not_know_names_gets_none() throws Exception {
        Scan scan = scan(
                1,
                "S",
                Optional.of(new Student("S", "Ana Cruz", "7-A")),
                new Decision.Accepted(Direction.LOGIN, false, true, ""));
        assertThat(EventText.scan(scan, true)).contains("\"name\":\"Ana Cruz\"");
        assertThat(EventText.scan(scan, false)).contains("\"name\":\"\"").doesNotContain("Ana");
        Optional<SessionView> view =
                Optional.of(new SessionView("recorded", "done", "Done", 1, Optional.of("Ana Cruz")));
        assertThat(EventText.session(view, true)).contains("Ana Cruz");
        assertThat(EventText.session(view, false)).doesNotContain("Ana");
    }

    private static String scan(Decision decision) throws Exception {
        return EventText.scan(scan(1, "S", Optional.empty(), decision), true);
    }

    private static Scan scan(long row, String code, Optional<Student> student, Decision decision) {
        return new Scan(
                ID,
                row,
                new Origin("here", 1, row),
                code,
                student,
                decision,
                AT,
                new Evidence(ClockTrust.TRUSTED, Optional.empty(), Optional.empty(), "c"),
                Optional.empty());
    }

    @Test
    void without_a_camera_the_state_says_that_it_is_away() throws Exception {
        assertThat(EventText.state(
                        Optional.empty(),
                        new Totals(3, 2, 1, 1, 0),
                        new Queue(2, Optional.empty()),
                        new EventText.Account(new Ledger.Day(LocalDate.EPOCH, 2, 1, 1, 0, 0, 0), 0)))
                .contains("\"phase\":\"AWAY\"", "\"acceptedToday\":2", "\"pending\":2", "\"unaccounted\":1");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "17, 17", "-3, -1", "x, -1", "99999999999999999999, -1", "1 OR 1=1, -1"})
    void only_a_plain_number_is_a_place_to_continue_from(String header, long cursor) {
        assertThat(LiveServlet.cursor(header)).isEqualTo(cursor);
        assertThat(LiveServlet.cursor(null)).isEqualTo(-1);
    }

    @Test
    void an_event_wakes_who_waits_and_so_does_the_end() throws Exception {
        Wake wake = new Wake();
        CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return wake.await(0, TimeUnit.SECONDS.toMillis(20));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        wake.handleEvent(new Event("rollcall/scan/RECORDED", Map.of()));
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(wake.await(1, 1)).as("nothing new").isEqualTo(1);
        wake.close();
        assertThat(wake.isClosed()).isTrue();
        assertThat(wake.await(5, TimeUnit.SECONDS.toMillis(20))).isEqualTo(2);
    }
}
