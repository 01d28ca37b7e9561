package rollcall.sync;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of Debian on a free port, with a folder of its own that goes with it. */
public final class PostgresServer implements AutoCloseable {
    private static final String TABLE_COUNT = "SELECT count(*), count(DISTINCT event_id) FROM attendance_event";

    private final Path folder;
    private final Path programs;
    private final int port;

    public PostgresServer() throws Exception {
        this.programs = programs();
        // Not below a folder of the test's, which the server's user may not enter.
        this.folder = Files.createTempDirectory("rollcall-postgres");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
        run("initdb", "-D", data(), "-A", "trust", "-U", "owner", "--no-sync");
        start();
    }

    private static Path programs() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.exists(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IOException("no PostgreSQL; type: sudo apt-get install -y postgresql"));
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program + ".log").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(program + ": " + Files.readString(folder.resolve(program + ".log")));
        }
    }

    public void start() throws IOException, InterruptedException {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder;
        run(
                "pg_ctl",
                "-D",
                data(),
                "-o",
                options,
                "-l",
                folder.resolve("server.log").toString(),
                "-w",
                "start");
    }

    /** Ends it as a crash would. */
    public void kill() throws IOException, InterruptedException {
        run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }

    public int port() {
        return port;
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "owner", "");
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs files of {@code cnf/sync} on what is left when everything of before is removed. */
    public void install(String... scripts) throws IOException, SQLException {
        execute("DROP TABLE IF EXISTS attendance_event, attendance_device; DROP FUNCTION IF EXISTS ingest_attendance;"
                + " DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'rollcall_device') THEN DROP OWNED BY"
                + " rollcall_device; DROP ROLE rollcall_device; END IF; END $$");
        for (String script : scripts) {
            execute(Files.readString(Path.of("../cnf/sync").resolve(script)));
        }
    }

    /** The number of rows, after a look that no scan is there twice. */
    public int rows() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(TABLE_COUNT)) {
            result.next();
            if (result.getInt(1) != result.getInt(2)) {
                throw new AssertionError(result.getInt(1) + " rows for " + result.getInt(2) + " scans");
            }
            return result.getInt(1);
        }
    }

    /** The first column of the first row. */
    public long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
