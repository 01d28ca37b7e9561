package rollcall.sync.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.util.PSQLException;
import rollcall.event.EventJson;
import rollcall.event.ScanEvent;
import rollcall.scan.Scan;
import rollcall.sync.Delivery;
import rollcall.sync.SyncTarget;

/** A {@link SyncTarget} that inserts into a table of PostgreSQL; a batch is one transaction there. */
public final class SqlTarget implements SyncTarget, AutoCloseable {
    /** SQLSTATE classes of rows that are not acceptable: data exception, integrity constraint violation. */
    private static final Set<String> ROW = Set.of("22", "23");

    /** Classes that a person has to mend: wrong password, no such database, no right or no such table or column. */
    private static final Set<String> PERSON = Set.of("28", "3D", "3F", "42");

    /** The types of the columns in the order of {@link EventJson#KEYS}. */
    private static final List<String> TYPES = List.of(
            "uuid", "text", "int4", "int8", "text", "bool", "text", "bool", "text", "timestamptz", "text", "text");

    private static final int PROBE_SECONDS = 5;

    private final String url;
    private final Properties properties;
    private final String insert;
    private @Nullable Connection connection;

    /**
     * A target that connects when it is first needed.
     *
     * @param url such as {@code jdbc:postgresql://host:5432/school}; holds no password
     * @param properties of the driver: user, password, TLS, timeouts
     * @param table the table, letters, digits and underscores, with its schema and a dot before it if it is not on the path
     */
    public SqlTarget(String url, Properties properties, String table) {
        if (!table.matches("([A-Za-z_][A-Za-z0-9_]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("sync.postgresql.table = " + table
                    + ": letters, digits and underscores are allowed, and one dot after the schema");
        }
        this.url = url;
        this.properties = new Properties();
        this.properties.putAll(properties);
        String columns = String.join(", ", EventJson.KEYS);
        this.insert = "INSERT INTO " + table + " (" + columns + ") SELECT * FROM unnest("
                + TYPES.stream().map(type -> "?::" + type + "[]").collect(Collectors.joining(", "))
                + ") ON CONFLICT (event_id) DO NOTHING";
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public Delivery deliver(List<Scan> batch) throws IOException {
        try {
            Connection open = connection();
            try (PreparedStatement statement = open.prepareStatement(insert)) {
                bind(open, statement, batch.stream().map(ScanEvent::of).toList());
                statement.executeUpdate();
            }
            open.commit();
            return new Delivery.Acknowledged();
        } catch (SQLException e) {
            return meaning(e);
        }
    }

    @Override
    public boolean probe() throws IOException {
        try {
            if (connection().isValid(PROBE_SECONDS)) {
                return true;
            }
            throw new SQLException("the connection does not answer", "08006");
        } catch (SQLException e) {
            // A wrong password is an answer, too.
            return !(meaning(e) instanceof Delivery.Refused);
        }
    }

    private Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null || open.isClosed()) {
            open = new Driver().connect(url, properties);
            if (open == null) {
                throw new SQLException("the driver does not take " + url, "3D000");
            }
            connection = open;
            open.setAutoCommit(false);
        }
        return open;
    }

    /** One array for each column: the server plans and the network carries one statement, whatever the number of rows. */
    private static void bind(Connection open, PreparedStatement statement, List<ScanEvent> events) throws SQLException {
        List<Function<ScanEvent, @Nullable Object>> columns = List.of(
                event -> event.id().toString(),
                ScanEvent::device,
                ScanEvent::epoch,
                ScanEvent::sequence,
                ScanEvent::code,
                ScanEvent::listed,
                ScanEvent::direction,
                ScanEvent::late,
                ScanEvent::session,
                event -> event.capturedAt().toString(),
                event -> event.clock().name(),
                event -> event.photo().orElse(null));
        for (int i = 0; i < columns.size(); i++) {
            statement.setArray(
                    i + 1,
                    open.createArrayOf(
                            TYPES.get(i), events.stream().map(columns.get(i)).toArray()));
        }
    }

    /** The connection is given up whatever went wrong: the next batch begins on a fresh one. */
    private Delivery meaning(SQLException failure) throws IOException {
        close();
        SQLException cause = failure;
        while (cause.getNextException() != null) {
            cause = cause.getNextException();
        }
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        String kind = state.length() < 2 ? "" : state.substring(0, 2);
        String reason = state + ": " + text(cause);
        if (ROW.contains(kind)) {
            return new Delivery.Refused(reason);
        }
        if (PERSON.contains(kind)) {
            return new Delivery.Closed(reason);
        }
        throw new IOException(reason, failure);
    }

    /** The server's message without its details, which may hold the row. */
    private static String text(SQLException cause) {
        if (cause instanceof PSQLException known && known.getServerErrorMessage() != null) {
            return String.valueOf(known.getServerErrorMessage().getMessage());
        }
        return String.valueOf(cause.getMessage());
    }

    /** Gives the connection up; what was not committed is undone by the server. */
    @Override
    public void close() throws IOException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                throw new IOException("connection to PostgreSQL was not closed: " + e.getMessage(), e);
            }
        }
    }
}
