package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.sync.PostgresServer;

/** Whole terminals before a real PostgreSQL: as many rows there as scans here, whatever happens on the way. */
class SyncTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("rollcall.nightly");
    private static final int KILLS = NIGHTLY ? 100 : 6;
    private static final int SWAPS = NIGHTLY ? 20 : 6;
    private static final String DEVICE = "gate-1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private void configure(String sync) throws Exception {
        configure(sync, "");
    }

    private void configure(String sync, String sections) throws Exception {
        Files.createDirectories(home().resolve("etc"));
        Files.writeString(
                home().resolve("etc/config.json"),
                "{\"store\": {\"cooldownMinutes\": 0, \"device\": \"" + DEVICE
                        + "\"}, \"sync\": {\"batch\": 7, \"backoffSeconds\": 1" + (sync.isEmpty() ? "" : ", ") + sync
                        + "}"
                        + sections + "}");
    }

    private PostgresServer server() throws Exception {
        PostgresServer postgres = new PostgresServer();
        postgres.install("postgresql.sql");
        postgres.execute("CREATE ROLE \"" + DEVICE + "\" LOGIN IN ROLE rollcall_device");
        configure("\"postgresql\": {\"database\": \"127.0.0.1:" + postgres.port() + "/postgres\", \"user\": \"" + DEVICE
                + "\"}");
        return postgres;
    }

    private String command(String... arguments) throws Exception {
        return TerminalProcess.output(0, home(), arguments);
    }

    private void awaitEmpty(TerminalProcess terminal) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Ledger.column(home(), "SELECT count(*) FROM outbox WHERE state <> 'ACKED'")
                .equals(List.of("0"))) {
            assertThat(System.nanoTime()).as(terminal.output()).isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    /** As many there as here, the same ones, each once. */
    private void compare(PostgresServer postgres) throws Exception {
        List<String> here = Ledger.column(home(), "SELECT id FROM scan WHERE status IN ('PRESENT', 'LATE')");
        List<String> there = new ArrayList<>();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT event_id FROM attendance_event")) {
            while (rows.next()) {
                there.add(String.valueOf(rows.getString(1)));
            }
        }
        assertThat(there).containsExactlyInAnyOrderElementsOf(here);
        System.out.printf("sync: %d scans, all of them there once%n", here.size());
        assertThat(here).isNotEmpty();
    }

    private void awaitRows(TerminalProcess terminal, PostgresServer postgres, int more) throws Exception {
        int before = postgres.rows();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (postgres.rows() < before + more) {
            assertThat(System.nanoTime()).as(terminal.output()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void kills_of_the_terminal_and_of_the_server_cost_and_double_nothing() throws Exception {
        Random random = new Random(11);
        try (PostgresServer postgres = server()) {
            for (int kill = 0; kill < KILLS; kill++) {
                try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?cards=100000&rate=20")) {
                    awaitRows(terminal, postgres, 1);
                    if (kill % 3 == 1) {
                        postgres.kill();
                        Thread.sleep(200);
                        postgres.start();
                    }
                    Thread.sleep(random.nextInt(400));
                    terminal.kill();
                }
            }
            finish(postgres);
        }
    }

    @Test
    void swaps_of_sync_cost_and_double_nothing() throws Exception {
        Path original = Build.bundle("rollcall.sync");
        Path other = JarVariant.of(original, "Bundle-Version", "0.1.1", folder.resolve("sync.jar"));
        try (PostgresServer postgres = server()) {
            try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?cards=100000&rate=20")) {
                Door door = new Door(home());
                for (int swap = 0; swap < SWAPS; swap++) {
                    awaitRows(terminal, postgres, 3);
                    var pushed = door.push(swap % 2 == 0 ? other : original);
                    assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(200);
                }
                awaitRows(terminal, postgres, 3);
            }
            finish(postgres);
        }
    }

    /** Lets what waits go, with no more scans to come. */
    private void finish(PostgresServer postgres) throws Exception {
        Path nobody = Files.createDirectories(folder.resolve("nobody"));
        try (TerminalProcess terminal = TerminalProcess.run(home(), "dir:" + nobody)) {
            awaitEmpty(terminal);
            assertThat(command("sync", "status")).contains("postgresql: 0 waiting, 0 in quarantine");
            assertThat(terminal.output()).doesNotContain("Exception");
        }
        compare(postgres);
    }

    @Test
    void a_scan_that_is_refused_is_shown_and_goes_when_the_reason_is_gone() throws Exception {
        try (PostgresServer postgres = server()) {
            postgres.execute("ALTER TABLE attendance_event ADD CONSTRAINT odd CHECK (student_code <> 'DEMO-0003')");
            try (TerminalProcess terminal = TerminalProcess.run(home(), "demo:?cards=5&rate=2")) {
                terminal.awaitLine("was refused by postgresql and is in quarantine");
                String shown = command("sync", "quarantine");
                assertThat(shown).contains("postgresql refused 1 times: 23514").doesNotContain("DEMO");
                postgres.execute("ALTER TABLE attendance_event DROP CONSTRAINT odd");
                assertThat(command("sync", "requeue", "all")).contains("sent again");
            }
            finish(postgres);
        }
    }

    @Test
    void a_far_end_that_is_not_there_is_explained() throws Exception {
        configure("\"postgresql\": {\"database\": \"127.0.0.1:1/school\"}");
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            terminal.awaitLine("no far end answers, scans wait here");
            // It was asked before there was a scan.
            terminal.awaitLine("accepted LOGIN");
            assertThat(command("sync", "status")).contains("postgresql: ").contains(" waiting, the oldest of ");
            Path stick = Files.createDirectories(folder.resolve("stick"));
            Files.createFile(stick.resolve("rollcall-sync"));
            configure("\"file\": {\"folder\": \"" + stick + "\"}");
            assertThat(command("sync", "drop", "postgresql")).contains("nothing is owed to postgresql any more");
            awaitEmpty(terminal);
            assertThat(stick.resolve(DEVICE + ".jsonl")).isNotEmptyFile();
        }
    }

    /** The client lives in its bundle: nothing of it is missing there, whatever the broker. */
    @Test
    void a_kafka_that_is_not_there_is_waited_for() throws Exception {
        configure("", ", \"kafka\": {\"servers\": \"127.0.0.1:1\", \"patienceSeconds\": 2}");
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            terminal.awaitLine("no far end answers, scans wait here: Timeout: Topic attendance.events.v1 not present");
            assertThat(command("sync", "status")).contains("kafka: ").contains(" waiting, the oldest of ");
            configure("", ", \"kafka\": {\"servers\": \"nonsense\"}");
            terminal.awaitLine("sync to kafka waits for a person: kafka.servers = nonsense: allowed is host:port");
            assertThat(terminal.output()).doesNotContain("Exception");
        }
    }
}
