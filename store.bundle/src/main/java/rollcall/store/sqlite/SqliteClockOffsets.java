package rollcall.store.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rollcall.scan.Capture;
import rollcall.scan.ClockTrust;
import rollcall.scan.ScanId;
import rollcall.store.ClockOffsets;
import rollcall.store.StoreException;
import rollcall.store.clock.ClockStamp;

/** The {@link ClockOffsets} in table {@code scan_clock}. */
public final class SqliteClockOffsets implements ClockOffsets {
    /** Longer than a card may wait for the store: the clock was set between reading the card and storing it. */
    private static final Duration HELD = Duration.ofMinutes(2);

    private final Database database;

    public SqliteClockOffsets(Database database) {
        this.database = database;
    }

    /**
     * Keeps where the clock stood for a scan that was just stored, so that it can be measured later.
     *
     * @param now the wall clock when the stamp was taken
     */
    static void keep(
            Session session, long row, Capture capture, ClockTrust trust, Optional<ClockStamp> stamp, Instant now)
            throws SQLException {
        boolean stepped = Duration.between(capture.capturedAt(), now).abs().compareTo(HELD) > 0;
        if (trust != ClockTrust.TRUSTED
                && stamp.isPresent()
                && !stamp.get().boot().isEmpty()
                && !stepped) {
            session.change(
                    "INSERT OR IGNORE INTO scan_clock (row, boot, apart) VALUES (?, ?, ?)",
                    row,
                    stamp.get().boot(),
                    stamp.get().apart());
        }
    }

    /**
     * The clock is right now: measures every scan of this start of the machine that waits for it.
     *
     * @return how many
     */
    public int measured(ClockStamp right, Instant at) throws StoreException {
        return database.write(session -> {
            List<Long> rows = session.list(
                    "SELECT row FROM scan_clock WHERE boot = ? AND number IS NULL ORDER BY row",
                    row -> row.getLong(1),
                    right.boot());
            long number = session.number("SELECT max(number) FROM scan_clock");
            for (long row : rows) {
                number++;
                session.change(
                        "UPDATE scan_clock SET number = ?, offset = ? - apart, measured_at = ? WHERE row = ?",
                        number,
                        right.apart(),
                        at.toEpochMilli(),
                        row);
            }
            return rows.size();
        });
    }

    @Override
    public List<Measured> after(long number, int limit) throws StoreException {
        int rows = Limit.check(limit);
        return database.read(session -> List.copyOf(session.list(
                "SELECT number, id, device, offset, measured_at FROM scan_clock JOIN scan ON scan.row = scan_clock.row"
                        + " JOIN origin ON origin.key = scan.origin WHERE number > ? ORDER BY number LIMIT ?",
                row -> new Measured(
                        row.getLong(1),
                        new ScanId(UUID.fromString(row.getString(2))),
                        row.getString(3),
                        Duration.ofMillis(row.getLong(4)),
                        Instant.ofEpochMilli(row.getLong(5))),
                number,
                rows)));
    }

    @Override
    public int unmeasured() throws StoreException {
        return database.<Long>read(session -> session.number("SELECT count(*) FROM scan_clock WHERE number IS NULL"))
                .intValue();
    }
}
