package rollcall.itest;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteConfig;

/** What a terminal's database holds, read from outside, and what its output had announced. */
final class Ledger {
    private static final Pattern ACCEPTED = Pattern.compile("accepted LOG(?:IN|OUT) scan [0-9]+ ([0-9a-f-]{36})");

    private Ledger() {}

    /** The ids that were announced as accepted, in order. */
    static List<String> announced(List<String> lines) {
        List<String> ids = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = ACCEPTED.matcher(line);
            if (matcher.find()) {
                ids.add(matcher.group(1));
            }
        }
        return ids;
    }

    /** The first column of a query on the home's database. */
    static List<String> column(Path home, String sql) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(10_000);
        List<String> values = new ArrayList<>();
        try (Connection connection = config.createConnection("jdbc:sqlite:" + home.resolve("data/attendance.db"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(String.valueOf(result.getString(1)));
            }
        }
        return values;
    }

    static List<String> acceptedIds(Path home) throws SQLException {
        return column(home, "SELECT id FROM scan WHERE status IN ('PRESENT', 'LATE') ORDER BY row");
    }

    static String integrity(Path home) throws SQLException {
        return String.join(" ", column(home, "PRAGMA integrity_check"));
    }
}
