package rollcall.sync.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.util.PSQLException;
import rollcall.scan.Scan;
import rollcall.sync.Delivery;
import rollcall.sync.SyncTarget;
import rollcall.sync.event.EventJson;
import rollcall.sync.event.ScanEvent;

/** A {@link SyncTarget} that inserts into a table of PostgreSQL; a batch is one transaction there. */
public final class SqlTarget implements SyncTarget, AutoCloseable {
    /** SQLSTATE classes of rows that are not acceptable: data exception, integrity constraint violation. */
    private static final Set<String> ROW = Set.of("22", "23");

    /** Classes that a person has to mend: wrong password, no such database, no right or no such table or column. */
    private static final Set<String> PERSON = Set.of("28", "3D", "3F", "42");

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
        this.insert = "INSERT INTO " + table + " (" + String.join(", ", EventJson.KEYS) + ") VALUES (?"
                + ", ?".repeat(EventJson.KEYS.size() - 1) + ") ON CONFLICT (event_id) DO NOTHING";
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
                for (Scan scan : batch) {
                    bind(statement, ScanEvent.of(scan));
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            open.commit();
            return new Delivery.Acknowledged();
        } catch (SQLException e) {
            return meaning(e);
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

    private static void bind(PreparedStatement statement, ScanEvent event) throws SQLException {
        statement.setObject(1, event.id());
        statement.setString(2, event.device());
        statement.setInt(3, event.epoch());
        statement.setLong(4, event.sequence());
        statement.setString(5, event.code());
        statement.setBoolean(6, event.listed());
        statement.setString(7, event.direction());
        statement.setBoolean(8, event.late());
        statement.setString(9, event.session());
        statement.setObject(10, OffsetDateTime.ofInstant(event.capturedAt(), ZoneOffset.UTC));
        statement.setString(11, event.clock().name());
        if (event.photo().isPresent()) {
            statement.setString(12, event.photo().get());
        } else {
            statement.setNull(12, Types.VARCHAR);
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
