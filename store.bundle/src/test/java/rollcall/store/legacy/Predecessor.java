package rollcall.store.legacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A predecessor's folder with its database, made by the statements it used itself, in each of its versions. */
final class Predecessor {
    private final Path root;

    /** The versions of its tables. */
    enum Version {
        /** The first, before anything was sent anywhere. */
        UNSYNCED,
        /** With the columns and tables of synchronisation. */
        SYNCED,
        /** With schedules, sections and templates. */
        SCHEDULED
    }

    Predecessor(Path root, Version version) throws IOException, SQLException {
        this.root = root;
        Files.createDirectories(root.resolve("data/photos"));
        boolean scheduled = version == Version.SCHEDULED;
        sql("CREATE TABLE students (student_id TEXT PRIMARY KEY," + (scheduled ? " uuid TEXT," : "")
                + " name TEXT, email TEXT, parent_phone TEXT,"
                + (scheduled ? " section_id TEXT, schedule_id TEXT, allowed_session TEXT," : "")
                + " created_at TEXT DEFAULT CURRENT_TIMESTAMP)");
        sql("CREATE TABLE attendance (id INTEGER PRIMARY KEY AUTOINCREMENT, student_id TEXT NOT NULL,"
                + " timestamp TEXT NOT NULL, photo_path TEXT, qr_data TEXT, scan_type TEXT DEFAULT 'time_in',"
                + " status TEXT DEFAULT 'present'," + (scheduled ? " schedule_session TEXT," : "")
                + " FOREIGN KEY (student_id) REFERENCES students(student_id))");
        sql("CREATE TABLE sessions (session_id INTEGER PRIMARY KEY AUTOINCREMENT, session_name TEXT, start_time TEXT,"
                + " end_time TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP)");
        if (version != Version.UNSYNCED) {
            sync();
        }
        if (scheduled) {
            schedules();
        }
    }

    private void sync() throws SQLException {
        sql("ALTER TABLE attendance ADD COLUMN synced INTEGER DEFAULT 0");
        sql("ALTER TABLE attendance ADD COLUMN sync_timestamp TEXT");
        sql("ALTER TABLE attendance ADD COLUMN cloud_record_id TEXT");
        String queue = " record_type TEXT NOT NULL, record_id INTEGER NOT NULL, data TEXT NOT NULL,"
                + " priority INTEGER DEFAULT 0, retry_count INTEGER DEFAULT 0, created_at TEXT DEFAULT CURRENT_TIMESTAMP,"
                + " last_attempt TEXT, error_message TEXT";
        sql("CREATE TABLE sync_queue (id INTEGER PRIMARY KEY AUTOINCREMENT," + queue + ")");
        sql("CREATE TABLE failed_sync_queue (id INTEGER PRIMARY KEY, original_id INTEGER," + queue
                + ", archived_at TEXT DEFAULT CURRENT_TIMESTAMP, reason TEXT)");
        sql("CREATE TABLE device_status (id INTEGER PRIMARY KEY DEFAULT 1, device_id TEXT, last_sync TEXT,"
                + " sync_count INTEGER DEFAULT 0, pending_records INTEGER DEFAULT 0, CHECK (id = 1))");
        sql("INSERT INTO device_status (id, device_id) VALUES (1, NULL)");
        sql("CREATE TABLE roster_sync_metadata (id INTEGER PRIMARY KEY CHECK (id = 1), last_sync_date TEXT,"
                + " last_sync_timestamp TEXT, student_count INTEGER, device_id TEXT)");
    }

    private void schedules() throws SQLException {
        StringBuilder columns = new StringBuilder();
        for (String part : new String[] {"morning", "afternoon"}) {
            for (String column : new String[] {
                "start_time",
                "end_time",
                "login_window_start",
                "login_window_end",
                "logout_window_start",
                "logout_window_end"
            }) {
                columns.append(part).append('_').append(column).append(" TEXT NOT NULL, ");
            }
            columns.append(part).append("_late_threshold_minutes INTEGER NOT NULL, ");
        }
        sql("CREATE TABLE school_schedules (id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT, " + columns
                + "auto_detect_session INTEGER NOT NULL, allow_early_arrival INTEGER NOT NULL, require_logout INTEGER NOT"
                + " NULL, duplicate_scan_cooldown_minutes INTEGER NOT NULL, is_default INTEGER NOT NULL, status TEXT NOT"
                + " NULL, synced_at TEXT NOT NULL)");
        sql("CREATE TABLE template_cache (template_type TEXT PRIMARY KEY, template_name TEXT NOT NULL, message_template"
                + " TEXT NOT NULL, variables TEXT, is_active INTEGER DEFAULT 1, cached_at TEXT NOT NULL,"
                + " server_updated_at TEXT)");
    }

    /** The schedule its server had by default. */
    void schedule(String id, int isDefault) throws SQLException {
        sql(
                "INSERT INTO school_schedules VALUES (?, 'Regular', NULL, '07:00:00', '12:00:00', '06:30:00', '07:30:00',"
                        + " '11:30:00', '12:30:00', 15, '13:00', '17:00', '12:30', '13:30', '16:30', '17:30', 15, 1, 1, 0, 5, ?,"
                        + " 'active', '2025-11-29')",
                id,
                isDefault);
    }

    Path file() {
        return root.resolve("data/attendance.db");
    }

    Path photo(String name, byte[] content) throws IOException {
        return Files.write(root.resolve("data/photos").resolve(name), content);
    }

    void student(String code, @Nullable String name) throws SQLException {
        sql("INSERT INTO students (student_id, name) VALUES (?, ?)", code, name);
    }

    void device(String name) throws SQLException {
        sql("UPDATE device_status SET device_id = ?", name);
    }

    /** A scan in the columns that every version has. */
    void scan(@Nullable Object student, @Nullable Object at, @Nullable Object type, @Nullable Object status)
            throws SQLException {
        sql(
                "INSERT INTO attendance (student_id, timestamp, scan_type, status, qr_data) VALUES (?1, ?2, ?3, ?4, ?1)",
                student,
                at,
                type,
                status);
    }

    void sql(String statement, @Nullable Object... values) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            prepared.executeUpdate();
        }
    }

    /** Many scans, one transaction: {@code count} from row {@code first} on, one a minute. */
    void scans(int first, int count) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "WITH RECURSIVE n(i) AS (SELECT " + first + " UNION ALL SELECT i + 1 FROM n WHERE i < "
                            + (first + count - 1)
                            + ") INSERT INTO attendance (student_id, timestamp, qr_data, scan_type, status)"
                            + " SELECT 'S' || (i % 400), strftime('%Y-%m-%dT%H:%M:%S', '2025-09-01', i || ' minutes') || '.123456',"
                            + " 'S' || (i % 400), iif(i % 2, 'time_in', 'time_out'), 'present' FROM n");
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }
}
