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
import rollcall.store.Outbox.Quarantined;
import rollcall.sync.PostgresServer;
import rollcall.sync.drain.Rig;
import rollcall.sync.postgrest.RestStub.Fault;
import rollcall.sync.request.Requests;

/** The function of {@code cnf/sync/ingest.sql} on a real PostgreSQL, called through a stub of PostgREST. */
class IngestTest {
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
        database.install("supabase.sql", "ingest.sql");
        database.execute("INSERT INTO attendance_device (device_id) VALUES ('here')");
        stub = new RestStub(database);
        RestTarget.Settings settings = new RestTarget.Settings(
                URI.create(stub.address()),
                "attendance_event",
                "ingest_attendance",
                "key",
                RestStub.TOKEN,
                false,
                Duration.ofSeconds(2));
        rig = new Rig(folder, new RestTarget(settings, Optional.empty(), Clock.systemUTC(), new Requests()), 10);
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        stub.close();
    }

    @Test
    void a_backlog_is_there_once_and_the_terminal_was_seen() throws Exception {
        rig.scans(95);
        rig.drain();

        assertThat(database.rows()).isEqualTo(95);
        assertThat(stub.requests.get()).isEqualTo(10);
        assertThat(stub.lastRequest).isEqualTo("POST /rest/v1/rpc/ingest_attendance");
        assertThat(database.number("SELECT count(*) FROM attendance_device WHERE last_seen IS NOT NULL"))
                .isEqualTo(1);
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
    }

    @Test
    void rows_that_are_refused_are_named_and_cost_no_search() throws Exception {
        database.execute("ALTER TABLE attendance_event ADD CHECK (student_code NOT IN ('S1', 'S17', 'S30'))");
        // A copied memory card has sent number 5 before.
        database.execute(
                "INSERT INTO attendance_event VALUES ('01900000-0000-7000-8000-00000000ffff', 'here', 1, 5, 'X',"
                        + " true, 'LOGIN', false, '', now(), 'TRUSTED', NULL)");
        rig.scans(30);
        rig.drain();

        assertThat(database.rows()).isEqualTo(26 + 1);
        assertThat(stub.requests.get()).isEqualTo(3);
        assertThat(rig.store.outbox.quarantined(10))
                .extracting(Quarantined::reason)
                .containsExactly("rejected:23514", "conflict_seq", "rejected:23514", "rejected:23514");
    }

    @Test
    void a_terminal_writes_under_its_own_name_alone() throws Exception {
        stub.claims = "{\"device_id\":\"gate-2\", \"iat\": 1764000000}";
        database.execute("INSERT INTO attendance_device (device_id) VALUES ('gate-2')");
        rig.scans(1);
        rig.drain();

        assertThat(database.rows()).isZero();
        assertThat(rig.store.outbox.quarantined(10))
                .extracting(Quarantined::reason)
                .containsExactly("other_device");
    }

    @Test
    void a_terminal_that_is_unknown_or_shut_out_waits_for_a_person() throws Exception {
        rig.scans(5);
        for (String shut : new String[] {
            "DELETE FROM attendance_device",
            "INSERT INTO attendance_device (device_id, active) VALUES ('here', false)",
            "UPDATE attendance_device SET active = true, tokens_since = now()"
        }) {
            database.execute(shut);
            rig.hurry();
            rig.step();
            assertThat(rig.state().closed()).as(shut).isTrue();
            assertThat(rig.state().problem().orElse("")).contains("PT403");
        }
        assertThat(rig.quarantined()).isZero();
        database.execute("UPDATE attendance_device SET tokens_since = '2025-01-01'");
        rig.drain();
        assertThat(database.rows()).isEqualTo(5);
    }

    @Test
    void a_terminal_has_no_right_on_any_table() {
        for (String wish : new String[] {
            "SELECT event_id FROM attendance_event",
            "DELETE FROM attendance_event",
            "INSERT INTO attendance_event (event_id) VALUES (NULL)",
            "UPDATE attendance_device SET active = true",
            "SELECT device_id FROM attendance_device"
        }) {
            assertThatThrownBy(() -> database.execute("SET ROLE rollcall_device; " + wish))
                    .as(wish)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void what_is_too_much_or_no_array_is_refused_whole() {
        String call = "SET ROLE rollcall_device; SET \"request.jwt.claims\" = '{\"device_id\": \"here\", \"iat\":"
                + " 1764000000}'; SELECT ingest_attendance(";
        assertThatThrownBy(() -> database.execute(call + "'{}')")).hasMessageContaining("not an array");
        assertThatThrownBy(
                        () -> database.execute(call + "(SELECT jsonb_agg('{}'::jsonb) FROM generate_series(1, 1001)))"))
                .hasMessageContaining("more than 1000");
    }
}
