package rollcall.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the statements it has prepared, each of which is kept for the next time.
 *
 * <p>Used by one thread at a time. Parameters are bound in order: null, text, whole numbers, byte arrays.
 */
public final class Session implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    public Session(Connection connection) {
        this.connection = connection;
    }

    /** Makes a value of the row a result stands on. */
    @FunctionalInterface
    public interface Mapping<R> {
        R of(ResultSet row) throws SQLException;
    }

    public Connection connection() {
        return connection;
    }

    /** All rows. */
    public <R> List<R> list(String sql, Mapping<R> mapping, @Nullable Object... parameters) throws SQLException {
        List<R> rows = new ArrayList<>();
        return kept(sql, parameters, statement -> {
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(mapping.of(result));
                }
            }
            return rows;
        });
    }

    /** The first row, if there is one. */
    public <R> Optional<R> first(String sql, Mapping<R> mapping, @Nullable Object... parameters) throws SQLException {
        return kept(sql, parameters, statement -> {
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(mapping.of(result)) : Optional.empty();
            }
        });
    }

    /** The number in the first column of the first row; 0 if it is null or there is no row. */
    public long number(String sql, @Nullable Object... parameters) throws SQLException {
        return first(sql, row -> row.getLong(1), parameters).orElse(0L);
    }

    /** Runs a statement that changes rows and returns how many. */
    public int change(String sql, @Nullable Object... parameters) throws SQLException {
        return kept(sql, parameters, PreparedStatement::executeUpdate);
    }

    /** Runs a statement without parameters once, without keeping it. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @FunctionalInterface
    private interface Use<R> {
        R of(PreparedStatement statement) throws SQLException;
    }

    private <R> R kept(String sql, @Nullable Object[] parameters, Use<R> use) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        try {
            bind(statement, parameters);
            return use.of(statement);
        } catch (SQLException e) {
            // The driver has finalised a statement that failed; the next time it is prepared anew.
            prepared.remove(sql);
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof Number number) {
                statement.setLong(i + 1, number.longValue());
            } else {
                statement.setString(i + 1, value == null ? null : value.toString());
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
        connection.close();
    }
}
