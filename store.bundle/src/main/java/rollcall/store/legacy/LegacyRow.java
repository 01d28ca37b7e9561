package rollcall.store.legacy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the predecessor's {@code attendance} as it stands.
 *
 * @param id its number there
 * @param synced whether the predecessor's far end has it
 */
record LegacyRow(
        long id,
        @Nullable String student,
        @Nullable String timestamp,
        @Nullable String photo,
        @Nullable String qrData,
        @Nullable String scanType,
        @Nullable String status,
        @Nullable String session,
        boolean synced,
        @Nullable String syncTimestamp) {

    /** The rows above {@code id}, lowest first, of whatever version the table is. */
    static List<LegacyRow> after(LegacyFile legacy, long id, int limit) throws SQLException {
        String table = "attendance";
        String sql = "SELECT rowid, student_id, timestamp, "
                + String.join(
                        ", ",
                        legacy.column(table, "photo_path", "NULL"),
                        legacy.column(table, "qr_data", "NULL"),
                        // The defaults of the column, for a table that is older than it.
                        legacy.column(table, "scan_type", "'time_in'"),
                        legacy.column(table, "status", "'present'"),
                        legacy.column(table, "schedule_session", "NULL"),
                        legacy.column(table, "synced", "0"),
                        legacy.column(table, "sync_timestamp", "NULL"))
                + " FROM attendance WHERE rowid > ? ORDER BY rowid LIMIT ?";
        return legacy.session().list(sql, LegacyRow::row, id, limit);
    }

    private static LegacyRow row(ResultSet row) throws SQLException {
        return new LegacyRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getLong(9) == 1,
                row.getString(10));
    }

    boolean hasPhoto() {
        return isPointer(photo);
    }

    static boolean isPointer(@Nullable String photo) {
        return photo != null && !photo.isBlank();
    }
}
