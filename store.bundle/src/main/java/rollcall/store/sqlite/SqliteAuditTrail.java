package rollcall.store.sqlite;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.AuditTrail;
import rollcall.store.StoreException;

/** The {@link AuditTrail} in table {@code audit}. */
@Component(service = AuditTrail.class)
public final class SqliteAuditTrail implements AuditTrail {
    private static final String SELECT = "SELECT number, at, actor, action, subject, details, hash FROM audit ";
    private static final String NOTHING_BEFORE = "0".repeat(64);
    private static final int MAX_ACTOR = 64;
    private static final int MAX_SUBJECT = 256;
    private static final int MAX_DETAILS = 1_000;
    private static final int CHUNK = 1_000;

    private final Database database;
    private final Clock clock;

    @Activate
    public SqliteAuditTrail(@Reference Database database) {
        this(database, Clock.systemUTC());
    }

    SqliteAuditTrail(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Entry append(String actor, String action, String subject, String details) throws StoreException {
        return database.write(session -> append(session, clock.instant(), actor, action, subject, details));
    }

    /** Adds an entry in a transaction that is under way, so that a deed and its entry come to be together. */
    public static Entry append(Session session, Instant at, String actor, String action, String subject, String details)
            throws SQLException {
        check("actor", actor, MAX_ACTOR);
        check("subject", subject, MAX_SUBJECT);
        check("details", details, MAX_DETAILS);
        if (!action.matches("[a-z]+(\\.[a-z]+)*")) {
            throw new IllegalArgumentException("audit action '" + action + "': lower-case words joined by dots");
        }
        Optional<Entry> last = session.first(SELECT + "ORDER BY number DESC LIMIT 1", SqliteAuditTrail::entry);
        long number = last.map(Entry::number).orElse(0L) + 1;
        // To the millisecond, as it is stored: the hash must come out the same when it is read again.
        Instant stored = Instant.ofEpochMilli(at.toEpochMilli());
        Entry bare = new Entry(number, stored, actor, action, subject, details, "");
        String hash = hash(last.map(Entry::hash).orElse(NOTHING_BEFORE), bare);
        session.change(
                "INSERT INTO audit (number, at, actor, action, subject, details, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
                number,
                stored.toEpochMilli(),
                actor,
                action,
                subject,
                details,
                hash);
        return new Entry(number, stored, actor, action, subject, details, hash);
    }

    private static void check(String what, String text, int most) {
        if (text.length() > most || (what.equals("actor") && text.isBlank())) {
            throw new IllegalArgumentException(
                    "audit " + what + " of " + text.length() + " characters: at most " + most);
        }
    }

    @Override
    public List<Entry> recent(int limit) throws StoreException {
        int rows = Limit.check(limit);
        return database.read(
                session -> session.list(SELECT + "ORDER BY number DESC LIMIT ?", SqliteAuditTrail::entry, rows));
    }

    @Override
    public long firstBroken() throws StoreException {
        return database.read(session -> {
            String before = NOTHING_BEFORE;
            long expected = 1;
            List<Entry> chunk = chunk(session, 0);
            while (!chunk.isEmpty()) {
                for (Entry entry : chunk) {
                    if (entry.number() != expected || !entry.hash().equals(hash(before, entry))) {
                        return expected;
                    }
                    before = entry.hash();
                    expected++;
                }
                chunk = chunk(session, expected - 1);
            }
            return 0L;
        });
    }

    private static List<Entry> chunk(Session session, long after) throws SQLException {
        return session.list(SELECT + "WHERE number > ? ORDER BY number LIMIT ?", SqliteAuditTrail::entry, after, CHUNK);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7));
    }

    /** SHA-256 (FIPS 180-4) over the hash before and every field, each behind its length so that none runs into another. */
    private static String hash(String before, Entry entry) {
        StringBuilder text = new StringBuilder(before);
        for (String field : List.of(
                String.valueOf(entry.number()),
                String.valueOf(entry.at().toEpochMilli()),
                entry.actor(),
                entry.action(),
                entry.subject(),
                entry.details())) {
            text.append('|').append(field.length()).append(':').append(field);
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
