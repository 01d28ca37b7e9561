package rollcall.sync.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.sync.PostgresServer;
import rollcall.sync.drain.Rig;

class SqlTargetTest {
    private static PostgresServer database;

    @TempDir
    private Path folder;

    private SqlTarget target;
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
        database.install("postgresql.sql");
        database.execute("DROP ROLE IF EXISTS gate; CREATE ROLE gate LOGIN IN ROLE rollcall_device");
        target = target("gate");
        rig = new Rig(folder, target, 10);
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        target.close();
    }

    private static SqlTarget target(String user) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        return new SqlTarget(database.url(), properties, "public.attendance_event");
    }

    @Test
    void a_backlog_is_there_once_even_when_it_is_sent_again() throws Exception {
        rig.scans(95);
        var again = rig.store.outbox.due("postgresql", 50);
        rig.drain();
        target.deliver(again);

        assertThat(database.rows()).isEqualTo(95);
    }

    @Test
    void a_row_the_database_refuses_is_quarantined_alone() throws Exception {
        database.execute("ALTER TABLE attendance_event ADD CHECK (student_code NOT IN ('S1', 'S17', 'S30'))");
        rig.scans(30);
        rig.drain();

        assertThat(database.rows()).isEqualTo(27);
        assertThat(rig.store.outbox.quarantined(10))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.reason()).contains("23514").doesNotContain("Failing row"));
    }

    @Test
    void a_server_killed_between_batches_has_every_row_once() throws Exception {
        rig.scans(60);
        for (int i = 0; i < 3; i++) {
            rig.pass(rig.step());
            database.kill();
            rig.step();
            assertThat(rig.state().problem()).isPresent();
            database.start();
            rig.hurry();
        }
        rig.drain();
        assertThat(database.rows()).isEqualTo(60);
        assertThat(rig.quarantined()).isZero();
    }

    @Test
    void a_missing_column_and_a_role_that_is_none_wait_for_a_person() throws Exception {
        rig.scans(5);
        database.execute("ALTER TABLE attendance_event RENAME COLUMN late TO tardy");
        rig.step();
        assertThat(rig.state().closed()).isTrue();
        assertThat(rig.state().problem().orElse("")).contains("42703");
        database.execute("ALTER TABLE attendance_event RENAME COLUMN tardy TO late");
        rig.drain();
        assertThat(database.rows()).isEqualTo(5);
        try (SqlTarget nobody = target("nobody");
                Rig other = new Rig(java.nio.file.Files.createDirectory(folder.resolve("other")), nobody, 10)) {
            other.scans(1);
            other.step();
            assertThat(other.state().closed()).isTrue();
        }
    }

    @Test
    void what_is_no_name_of_a_table_is_refused() {
        assertThatThrownBy(() -> new SqlTarget(database.url(), new Properties(), "a; DROP TABLE b"))
                .hasMessageContaining("sync.postgresql.table");
    }
}
