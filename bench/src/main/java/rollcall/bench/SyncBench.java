package rollcall.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import rollcall.itest.Build;
import rollcall.sync.PostgresServer;
import rollcall.sync.drain.Rig;
import rollcall.sync.postgresql.SqlTarget;

/** A backlog drained to a real PostgreSQL over loopback, beside plain batches of JDBC in the same run. */
final class SyncBench {
    private static final int ROWS = 100_000;
    private static final int BATCH = 500;
    private static final int ROUNDS = 3;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final long SCAN_MILLIS = 20;

    private SyncBench() {}

    static List<Sample> measure(Path folder) throws Exception {
        Sample drained = new Sample("rows a second, outbox to PostgreSQL", "1/s", "half of plain JDBC");
        Sample plain = new Sample("rows a second, plain JDBC batches of 500", "1/s", "");
        Sample ratio = new Sample("ratio of the two", "", "0.5");
        Sample quiet = new Sample("record a scan, nothing drained", "ms", "");
        Sample meanwhile = new Sample("record a scan while it drains", "ms", "unchanged p99");
        try (PostgresServer postgres = new PostgresServer()) {
            for (int round = 0; round < ROUNDS; round++) {
                postgres.execute("DROP TABLE IF EXISTS attendance_event; DROP ROLE IF EXISTS rollcall_device");
                postgres.execute(Files.readString(Build.top().resolve("cnf/sync/postgresql.sql")));
                double byDrain = drain(folder.resolve("sync-" + round), postgres, quiet, meanwhile);
                double byJdbc = jdbc(postgres);
                drained.add(byDrain);
                plain.add(byJdbc);
                ratio.add(byDrain / byJdbc);
            }
        }
        return List.of(drained, plain, ratio, quiet, meanwhile);
    }

    private static double drain(Path folder, PostgresServer postgres, Sample quiet, Sample meanwhile) throws Exception {
        Files.createDirectories(folder);
        Properties properties = new Properties();
        properties.setProperty("user", "owner");
        properties.setProperty("reWriteBatchedInserts", "true");
        try (SqlTarget target = new SqlTarget(postgres.url(), properties, "attendance_event");
                Rig rig = new Rig(folder, target, BATCH)) {
            fill(rig, ROWS, 0);
            for (int i = 0; i < 100; i++) {
                quiet.add(record(rig, "Q" + i));
                Thread.sleep(SCAN_MILLIS);
            }
            AtomicBoolean done = new AtomicBoolean();
            Thread recording = new Thread(() -> {
                try {
                    for (int i = 0; !done.get(); i++) {
                        meanwhile.add(record(rig, "M" + i));
                        Thread.sleep(SCAN_MILLIS);
                    }
                } catch (Exception e) {
                    throw new IllegalStateException("a scan was not recorded", e);
                }
            });
            recording.start();
            long began = System.nanoTime();
            int before = postgres.rows();
            while (postgres.rows() < before + ROWS) {
                for (int i = 0; i < 20 && !rig.step().equals(IDLE); i++) {
                    // Counting the rows after each batch would be measured, too.
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            done.set(true);
            recording.join();
            return ROWS / seconds;
        }
    }

    private static double record(Rig rig, String code) throws Exception {
        long began = System.nanoTime();
        rig.store.scan(code);
        return (System.nanoTime() - began) / 1e6;
    }

    /** One scan, and copies of it with numbers and ids of their own, as they would have been stored one by one. */
    static void fill(Rig rig, int rows, int terminal) throws Exception {
        rig.scans(1);
        String numbers = "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows + ") ";
        rig.store.change(numbers
                + "INSERT INTO scan (row, id, origin, sequence, code, listed, name, section, status, direction,"
                + " captured_at, day, clock) SELECT i, printf('01900000-0000-7000-9000-%04x%08x', " + terminal
                + ", i), origin, i, 'B' || i, listed, name, section, status, direction,"
                + " captured_at, day, clock FROM scan, n WHERE row = 1");
        rig.store.change(numbers + "INSERT INTO outbox (row, state) SELECT i, 'PENDING' FROM n");
        rig.store.change("UPDATE tally SET present = present + " + (rows - 1) + ", last_row = " + rows);
    }

    private static double jdbc(PostgresServer postgres) throws Exception {
        postgres.execute("DELETE FROM attendance_event");
        Properties properties = new Properties();
        properties.setProperty("user", "owner");
        properties.setProperty("reWriteBatchedInserts", "true");
        long began = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(postgres.url(), properties);
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO attendance_event (event_id, device_id, device_epoch, device_seq, student_code,"
                                + " listed, direction, late, session, captured_at, clock) VALUES (?::uuid, 'here', 1, ?,"
                                + " ?, true, 'LOGIN', false, '', now(), 'TRUSTED')")) {
            connection.setAutoCommit(false);
            for (int row = 1; row <= ROWS; row++) {
                insert.setString(1, String.format("01900000-0000-7000-9000-%012x", row));
                insert.setLong(2, row);
                insert.setString(3, "B" + row);
                insert.addBatch();
                if (row % BATCH == 0) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
        return ROWS / ((System.nanoTime() - began) / 1e9);
    }
}
