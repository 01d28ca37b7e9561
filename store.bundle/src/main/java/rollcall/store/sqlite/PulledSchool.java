package rollcall.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rollcall.store.RosterLine;
import rollcall.store.School;
import rollcall.store.StoreException;
import rollcall.store.admission.Timetable;
import rollcall.store.roster.RosterCsv;
import rollcall.store.timetable.TimetableJson;

/** The {@link School} in a {@link Database}. */
final class PulledSchool implements School {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    /** The schedule of the far end, among those in the table. */
    private static final String SCHEDULE = "sync";

    private static final String HELD_AT = "store.roster-held";
    private static final int PERCENT = 100;

    private final Database database;
    private volatile Timetable timetable = Timetable.NONE;

    /** Puts the last good schedule in force. */
    PulledSchool(Database database) throws StoreException {
        this.database = database;
        Optional<String> kept = database.read(session -> TimetableTable.text(session, SCHEDULE));
        if (kept.isPresent()) {
            try {
                timetable = TimetableJson.read(kept.get());
            } catch (IOException e) {
                LOG.log(System.Logger.Level.ERROR, "the far end's last schedule is not used: {0}", e.getMessage());
            }
        }
    }

    /** The schedule of the far end. */
    Timetable timetable() {
        return timetable;
    }

    @Override
    public List<RosterLine> read(String csv) {
        try {
            return RosterCsv.parse(csv);
        } catch (IOException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Taken offer(List<RosterLine> lines, int mostGone, Instant at) throws StoreException {
        if (lines.isEmpty() || lines.size() > MAX_STUDENTS) {
            throw new IllegalArgumentException(
                    "a roster of " + lines.size() + " students: allowed are 1 to " + MAX_STUDENTS);
        }
        if (codes(lines).size() < lines.size()) {
            throw new IllegalArgumentException("a code stands twice in the roster");
        }
        return database.write(session -> offer(session, lines, mostGone, at));
    }

    private static Set<String> codes(Collection<RosterLine> lines) {
        return lines.stream().map(line -> line.student().code()).collect(Collectors.toSet());
    }

    private static Taken offer(Session session, List<RosterLine> lines, int mostGone, Instant at) throws SQLException {
        List<RosterLine> before = RosterTable.offered(session, RosterTable.PULLED);
        if (Set.copyOf(before).equals(Set.copyOf(lines))) {
            drop(session);
            return Taken.SAME;
        }
        Set<String> known = known(session, before);
        Set<String> gone = new TreeSet<>(known);
        gone.removeAll(codes(lines));
        if ((long) gone.size() * PERCENT > (long) known.size() * mostGone) {
            if (!Set.copyOf(RosterTable.offered(session, RosterTable.HELD)).equals(Set.copyOf(lines))) {
                RosterTable.offer(session, RosterTable.HELD, lines);
                SqliteDeviceState.put(session, HELD_AT, at.toEpochMilli());
            }
            return Taken.HELD;
        }
        return take(session, lines);
    }

    /** What a new roster is held against: the last one of the far end, or whatever is in force before the first. */
    private static Set<String> known(Session session, List<RosterLine> pulled) throws SQLException {
        return pulled.isEmpty() ? new HashSet<>(RosterTable.codes(session)) : codes(pulled);
    }

    private static Taken take(Session session, List<RosterLine> lines) throws SQLException {
        RosterTable.offer(session, RosterTable.PULLED, lines);
        drop(session);
        if (RosterTable.source(session).equals(RosterTable.FILE)) {
            return Taken.BEHIND_FILE;
        }
        RosterTable.install(session, lines, RosterTable.SYNC);
        return Taken.APPLIED;
    }

    private static boolean drop(Session session) throws SQLException {
        return session.change("DELETE FROM roster_line WHERE offer = ?", RosterTable.HELD) > 0;
    }

    @Override
    public Taken accept(Instant at) throws StoreException {
        return database.write(session -> {
            List<RosterLine> held = RosterTable.offered(session, RosterTable.HELD);
            if (held.isEmpty()) {
                return Taken.NOTHING;
            }
            Taken taken = take(session, held);
            SqliteAuditTrail.append(
                    session, at, "command", "roster.accepted", "roster", held.size() + " students, from the far end");
            return taken;
        });
    }

    @Override
    public boolean discard() throws StoreException {
        return database.write(PulledSchool::drop);
    }

    @Override
    public Taken schedule(String json, Instant at) throws StoreException {
        Timetable read;
        try {
            read = TimetableJson.read(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
        Taken taken = database.write(session -> {
            if (TimetableTable.text(session, SCHEDULE).filter(json::equals).isPresent()) {
                return Taken.SAME;
            }
            TimetableTable.put(session, SCHEDULE, json, at);
            return TimetableTable.text(session, SchoolFiles.FILE).isPresent() ? Taken.BEHIND_FILE : Taken.APPLIED;
        });
        timetable = read;
        return taken;
    }

    @Override
    public Standing standing() throws StoreException {
        return database.read(session -> {
            List<RosterLine> lines = RosterTable.offered(session, RosterTable.HELD);
            Optional<Held> held = Optional.empty();
            if (!lines.isEmpty()) {
                Set<String> there = codes(lines);
                Set<String> known = known(session, RosterTable.offered(session, RosterTable.PULLED));
                int gone = (int)
                        known.stream().filter(code -> !there.contains(code)).count();
                int added = (int)
                        there.stream().filter(code -> !known.contains(code)).count();
                Instant at = Instant.ofEpochMilli(SqliteDeviceState.get(session, HELD_AT)
                        .map(Long::parseLong)
                        .orElse(0L));
                held = Optional.of(new Held(lines.size(), gone, added, at));
            }
            int students = (int) session.number("SELECT count(*) FROM student");
            return new Standing(RosterTable.source(session), students, held);
        });
    }
}
