package rollcall.sync.postgrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import rollcall.sync.PostgresServer;
import rollcall.sync.drain.Rig;
import rollcall.sync.postgrest.RestStub.Fault;
import rollcall.sync.request.Requests;

/** Runs against PostgreSQL with the row-level security of {@code cnf/sync/supabase.sql}, through a stub of PostgREST. */
class RestTargetTest {
    private static PostgresServer database;

    @TempDir
    private Path folder;

    private RestStub stub;
    private Rig rig;

    @BeforeAll
    static void start() throws Exception {
        database = new PostgresServer();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void open() throws Exception {
        database.install("supabase.sql");
        stub = new RestStub(database);
        rig = new Rig(folder, target(RestStub.TOKEN, false), 10);
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        stub.close();
    }

    private RestTarget target(String token, boolean gzip) {
        return new RestTarget(
                new RestTarget.Settings(
                        URI.create(stub.address()), "attendance_event", "", "key", token, gzip, Duration.ofSeconds(2)),
                Optional.empty(),
                Clock.systemUTC(),
                new Requests());
    }

    @Test
    void a_request_bears_the_trace_of_its_first_scan() throws Exception {
        String id = rig.store.scan("S1").evidence().correlationId();
        rig.drain();
        assertThat(stub.lastTrace).startsWith("00-" + id.replace("-", "") + "-");
    }

    @Test
    void a_backlog_is_there_once() throws Exception {
        rig.scans(95);
        rig.drain();

        assertThat(database.rows()).isEqualTo(95);
        assertThat(stub.requests.get()).isEqualTo(10);
        assertThat(stub.lastRequest)
                .startsWith("POST /rest/v1/attendance_event?on_conflict=event_id&columns=event_id,device_id,")
                .doesNotContain(RestStub.TOKEN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = Mode.EXCLUDE,
            names = {"NONE", "NO_PROMISE"})
    void every_fault_ends_with_every_row_once(Fault fault) throws Exception {
        rig.scans(35);
        for (Fault next : new Fault[] {Fault.NONE, fault, Fault.NONE, fault, fault}) {
            stub.faults.add(next);
        }
        rig.drain();

        assertThat(database.rows()).isEqualTo(35);
        assertThat(rig.quarantined()).isZero();
        assertThat(stub.faults).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"LOGIN_PAGE", "LOGIN_REDIRECT", "CUT_IN_THE_BODY"})
    void what_is_not_of_the_far_end_is_no_answer(Fault fault) throws Exception {
        rig.scans(1);
        stub.faults.add(fault);
        rig.step();

        assertThat(rig.pending()).isEqualTo(1);
        assertThat(rig.events).contains("away");
        assertThat(rig.state().problem()).isPresent();
    }

    @Test
    void busy_is_waited_for_as_asked() throws Exception {
        rig.scans(1);
        stub.faults.add(Fault.BUSY_429);
        assertThat(rig.step()).isEqualTo(Duration.ofMillis(30_500));
    }

    @Test
    void an_hour_of_errors_costs_few_requests_and_no_row() throws Exception {
        rig.scans(30);
        stub.always = Fault.ERROR_500;
        while (rig.seconds() < 3_600) {
            rig.pass(rig.step());
        }
        assertThat(stub.requests.get()).isBetween(10, 70);
        assertThat(rig.pending()).isEqualTo(30);
        assertThat(rig.quarantined()).isZero();
        stub.always = Fault.NONE;
        rig.drain();
        assertThat(database.rows()).isEqualTo(30);
    }

    @Test
    void another_host_that_it_is_sent_to_hears_nothing() throws Exception {
        try (RestStub other = new RestStub(database)) {
            rig.scans(5);
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                stub.redirect(status, other.address());
                rig.hurry();
                rig.step();
                assertThat(rig.state().problem().orElse("")).contains("redirected to 127.0.0.1");
                assertThat(rig.events).doesNotContain("reached");
            }
            assertThat(other.requests.get()).isZero();
            assertThat(rig.pending()).isEqualTo(5);
        }
    }

    @Test
    void a_probe_tells_the_far_end_from_a_login_page() throws Exception {
        RestTarget target = target(RestStub.TOKEN, false);
        assertThat(target.probe()).isTrue();
        assertThat(stub.lastRequest).isEqualTo("HEAD /rest/v1/attendance_event?select=event_id&limit=0");
        for (Fault fault : new Fault[] {Fault.LOGIN_PAGE, Fault.LOGIN_REDIRECT}) {
            stub.faults.add(fault);
            assertThatThrownBy(target::probe).as(fault.name()).isInstanceOf(java.io.IOException.class);
        }
        stub.faults.add(Fault.WRONG_TOKEN);
        assertThat(target.probe()).isTrue();
    }

    @Test
    void without_the_promise_to_ignore_duplicates_nothing_more_is_sent() throws Exception {
        rig.scans(15);
        stub.faults.add(Fault.NO_PROMISE);
        rig.step();
        rig.hurry();
        rig.step();

        assertThat(rig.state().problem().orElse("")).contains("primary key");
        assertThat(stub.requests.get()).isEqualTo(1);
        assertThat(rig.pending()).isEqualTo(15);
    }

    @Test
    void a_table_without_a_column_quarantines_nothing_and_goes_on_when_mended() throws Exception {
        rig.scans(20);
        database.execute("ALTER TABLE attendance_event RENAME COLUMN session TO part");
        rig.step();
        assertThat(rig.state().closed()).isTrue();
        assertThat(rig.state().problem().orElse("")).contains("42703").doesNotContain("secret");
        database.execute("ALTER TABLE attendance_event RENAME COLUMN part TO session");
        rig.drain();

        assertThat(database.rows()).isEqualTo(20);
        assertThat(rig.quarantined()).isZero();
    }

    @Test
    void a_row_the_database_refuses_is_quarantined_alone() throws Exception {
        database.execute("ALTER TABLE attendance_event ADD CHECK (student_code <> 'S7')");
        rig.scans(30);
        rig.drain();

        assertThat(database.rows()).isEqualTo(29);
        assertThat(rig.quarantined()).isEqualTo(1);
        assertThat(rig.store.outbox.quarantined(1).get(0).reason())
                .contains("23514")
                .doesNotContain("secret");
    }

    @Test
    void one_poison_row_in_every_place_is_quarantined_alone() throws Exception {
        database.execute("ALTER TABLE attendance_event ADD CHECK (device_seq % 11 <> 0)");
        rig.scans(110);
        rig.drain();

        assertThat(database.rows()).isEqualTo(100);
        assertThat(rig.store.outbox.quarantined(100))
                .extracting(row -> row.scan().origin().sequence() % 11)
                .hasSize(10)
                .containsOnly(0L);
    }

    @Test
    void a_token_of_nobody_pauses() throws Exception {
        rig.close();
        rig = new Rig(folder, target("wrong", false), 10);
        rig.scans(1);
        rig.step();
        assertThat(rig.state().closed()).isTrue();
        assertThat(rig.state().problem().orElse("")).doesNotContain("wrong");
    }

    @Test
    void a_server_that_is_killed_and_comes_back_has_every_row_once() throws Exception {
        rig.scans(40);
        rig.step();
        database.kill();
        rig.step();
        assertThat(rig.pending()).isEqualTo(30);
        database.start();
        rig.drain();
        assertThat(database.rows()).isEqualTo(40);
    }

    @Test
    void a_refused_connection_is_no_answer() throws Exception {
        rig.scans(1);
        stub.close();
        rig.step();
        assertThat(rig.state().problem().orElse("")).contains("no answer from 127.0.0.1");
    }

    @Test
    void requests_can_be_compressed() throws Exception {
        rig.close();
        rig = new Rig(folder, target(RestStub.TOKEN, true), 10);
        rig.scans(5);
        rig.drain();
        assertThat(database.rows()).isEqualTo(5);
    }

    @Test
    void settings_are_checked() {
        assertThatThrownBy(() -> new RestTarget.Settings(
                        URI.create("https://x/"), "a;drop", "", "", "", false, Duration.ofSeconds(1)))
                .hasMessageContaining("sync.postgrest.table");
        assertThatThrownBy(() -> new RestTarget.Settings(
                        URI.create("https://x/"), "a", "", "", "to\nken", false, Duration.ofSeconds(1)))
                .hasMessageContaining("line breaks")
                .hasMessageNotContaining("ken\n");
    }
}
