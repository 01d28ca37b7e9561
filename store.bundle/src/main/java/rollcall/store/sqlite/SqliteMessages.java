package rollcall.store.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import rollcall.scan.Decision.Reason;
import rollcall.scan.Student;
import rollcall.store.Messages;
import rollcall.store.StoreException;
import rollcall.store.admission.Timetable;

/** The {@link Messages} in a {@link Database}. */
final class SqliteMessages implements Messages {
    private static final String LOOKED_THROUGH = "store.messages-row";
    private static final int LONGEST_REASON = 200;
    private static final int MINUTES = 10;

    private final Database database;
    private final Supplier<Timetable> timetable;

    /** With the schedule in force, which tells who is expected. */
    SqliteMessages(Database database, Supplier<Timetable> timetable) {
        this.database = database;
        this.timetable = timetable;
    }

    @Override
    public Optional<Long> lookedThrough() throws StoreException {
        return database.read(
                session -> SqliteDeviceState.get(session, LOOKED_THROUGH).map(Long::valueOf));
    }

    @Override
    public int add(List<Message> messages, long lookedThrough) throws StoreException {
        return database.write(session -> {
            int added = 0;
            for (Message message : messages) {
                added += MessageTable.add(session, message) ? 1 : 0;
            }
            SqliteDeviceState.put(session, LOOKED_THROUGH, lookedThrough);
            return added;
        });
    }

    @Override
    public List<Due> due(Instant now, int limit) throws StoreException {
        int rows = Limit.check(limit);
        return database.read(session -> List.copyOf(MessageTable.due(session, now, rows)));
    }

    @Override
    public void begin(String key, LocalDate day, Instant next) throws StoreException {
        database.write(session -> {
            MessageTable.begin(session, key, day, next);
            return key;
        });
    }

    @Override
    public void settle(String key, Outcome outcome, String reason, Optional<Instant> next) throws StoreException {
        String line = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        database.write(session -> session.change(
                "UPDATE message SET state = ?, reason = ?, next_at = ? WHERE key = ?",
                outcome,
                line,
                next.map(Instant::toEpochMilli).orElse(0L),
                key));
    }

    @Override
    public int tried(LocalDate day) throws StoreException {
        return database.<Long>read(
                        session -> session.number("SELECT tried FROM message_day WHERE day = ?", day.toEpochDay()))
                .intValue();
    }

    @Override
    public Counts counts() throws StoreException {
        return database.read(MessageTable::counts);
    }

    @Override
    public int prune(Instant before) throws StoreException {
        return database.write(session -> MessageTable.prune(session, before));
    }

    @Override
    public boolean stop(String code, boolean stopped) throws StoreException {
        return database.write(session -> MessageTable.stop(session, code, stopped));
    }

    @Override
    public Absent absent(LocalDateTime at) throws StoreException {
        Timetable now = timetable.get();
        return database.read(session -> absent(session, now, at));
    }

    private static Absent absent(Session session, Timetable timetable, LocalDateTime at) throws SQLException {
        List<Student> students = session.list(
                "SELECT code, name, section FROM student ORDER BY code",
                row -> new Student(row.getString(1), row.getString(2), row.getString(3)));
        int expected = 0;
        List<String> missing = new ArrayList<>();
        for (Student student : students) {
            if (expected(timetable, at, student.section())) {
                expected++;
                if (ScanTable.history(session, student.code(), at.toLocalDate()).stream()
                        .noneMatch(scan -> scan.day().equals(at.toLocalDate()))) {
                    missing.add(student.code());
                }
            }
        }
        return new Absent(expected, missing);
    }

    /** Whether a session of the schedule has begun that day; who has none is expected at no time. */
    private static boolean expected(Timetable timetable, LocalDateTime at, String section) {
        for (LocalTime time = LocalTime.MIDNIGHT; !time.isAfter(at.toLocalTime()); time = time.plusMinutes(MINUTES)) {
            Timetable.Ruling ruling = timetable.at(at.toLocalDate().atTime(time), section);
            if (ruling instanceof Timetable.Open) {
                return true;
            }
            if (ruling instanceof Timetable.Free || ruling.equals(new Timetable.Closed(Reason.NO_SCHOOL))) {
                return false;
            }
            if (time.isAfter(LocalTime.MAX.minusMinutes(MINUTES))) {
                return false;
            }
        }
        return false;
    }
}
