package rollcall.store.history;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import rollcall.store.FigureHistory.Moment;
import rollcall.store.FigureHistory.Series;
import rollcall.store.FigureHistory.Trace;
import rollcall.store.history.Chunk.Point;
import rollcall.store.sqlite.Session;

/**
 * The tables of the ring and how it gets thinner with age.
 *
 * <p>Age is counted in chunks, never in time: a clock that was wrong can neither empty the ring nor make it grow. Of one thread at a
 * time, and of no use any more once a call has failed.
 */
final class Ring implements AutoCloseable {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS series (id INTEGER PRIMARY KEY, family TEXT NOT NULL, type TEXT NOT NULL,"
                    + " sample TEXT NOT NULL UNIQUE)",
            "CREATE TABLE IF NOT EXISTS chunk (id INTEGER PRIMARY KEY, tier INTEGER NOT NULL, first INTEGER NOT NULL,"
                    + " last INTEGER NOT NULL, data BLOB NOT NULL)");

    private final Session session;
    private final List<Tier> tiers;
    private final int mostSeries;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    /**
     * A step of the ring.
     *
     * @param chunks how many it holds
     * @param merged how many of its oldest become one chunk of the next step, one moment of each; of the last step: how many go
     */
    record Tier(int chunks, int merged) {}

    private record Stored(long id, Chunk chunk) {}

    Ring(Session session, List<Tier> tiers, int mostSeries) throws SQLException, IOException {
        this.session = session;
        this.tiers = tiers;
        this.mostSeries = mostSeries;
        for (String table : TABLES) {
            session.execute(table);
        }
        forgetUnused();
    }

    /** Series in no chunk any more, such as those with the version of a bundle long gone. */
    private void forgetUnused() throws SQLException, IOException {
        Set<Integer> used = new TreeSet<>();
        for (Stored stored : chunks("SELECT id, data FROM chunk")) {
            used.addAll(stored.chunk().values().keySet());
        }
        session.execute("BEGIN IMMEDIATE");
        for (Map.Entry<Integer, Series> known : known().entrySet()) {
            if (used.contains(known.getKey())) {
                numbers.put(known.getValue().sample(), known.getKey());
            } else {
                session.change("DELETE FROM series WHERE id = ?", known.getKey());
            }
        }
        session.execute("COMMIT");
    }

    private Map<Integer, Series> known() throws SQLException {
        Map<Integer, Series> known = new LinkedHashMap<>();
        session.list(
                        "SELECT id, family, type, sample FROM series ORDER BY id",
                        row -> Map.entry(
                                row.getInt(1), new Series(row.getString(2), row.getString(3), row.getString(4))))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        return known;
    }

    private List<Stored> chunks(String sql, Object... parameters) throws SQLException, IOException {
        List<Stored> chunks = new ArrayList<>();
        for (Map.Entry<Long, byte[]> row :
                session.list(sql, row -> Map.entry(row.getLong(1), row.getBytes(2)), parameters)) {
            chunks.add(new Stored(row.getKey(), Chunk.decoded(row.getValue())));
        }
        return chunks;
    }

    /** Keeps moments as one chunk and thins what became too much, in one transaction. */
    void append(List<Moment> moments) throws SQLException, IOException {
        session.execute("BEGIN IMMEDIATE");
        List<Long> times = new ArrayList<>();
        List<Map<Integer, Double>> rows = new ArrayList<>();
        for (Moment moment : moments) {
            times.add(moment.at().toEpochMilli());
            rows.add(numbered(moment.values()));
        }
        put(0, Chunk.of(times, rows));
        thin();
        session.execute("COMMIT");
    }

    private Map<Integer, Double> numbered(Map<Series, Double> values) throws SQLException {
        Map<Integer, Double> row = new TreeMap<>();
        for (Map.Entry<Series, Double> value : values.entrySet()) {
            Series series = value.getKey();
            Integer number = numbers.get(series.sample());
            if (number == null && numbers.size() < mostSeries) {
                session.change(
                        "INSERT INTO series (family, type, sample) VALUES (?, ?, ?)",
                        series.family(),
                        series.type(),
                        series.sample());
                number = (int) session.number("SELECT last_insert_rowid()");
                numbers.put(series.sample(), number);
            }
            if (number != null) {
                row.put(number, value.getValue());
            }
        }
        return row;
    }

    private void put(int tier, Chunk chunk) throws SQLException {
        long[] millis = chunk.millis();
        long first = millis[0];
        long last = millis[0];
        for (long time : millis) {
            first = Math.min(first, time);
            last = Math.max(last, time);
        }
        session.change(
                "INSERT INTO chunk (tier, first, last, data) VALUES (?, ?, ?, ?)", tier, first, last, chunk.encoded());
    }

    private void thin() throws SQLException, IOException {
        for (int i = 0; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            while (session.number("SELECT count(*) FROM chunk WHERE tier = ?", i) >= tier.chunks() + tier.merged()) {
                List<Stored> oldest =
                        chunks("SELECT id, data FROM chunk WHERE tier = ? ORDER BY id LIMIT ?", i, tier.merged());
                if (i + 1 < tiers.size()) {
                    put(i + 1, Chunk.lastOf(oldest.stream().map(Stored::chunk).toList()));
                }
                for (Stored old : oldest) {
                    session.change("DELETE FROM chunk WHERE id = ?", old.id());
                }
            }
        }
    }

    /** What is kept of a time by these samples; moments that bear the time of another come once. */
    List<Trace> read(long from, long to, Set<String> samples) throws SQLException, IOException {
        Map<Integer, Series> known = known();
        known.values().removeIf(series -> !samples.contains(series.sample()));
        Map<Integer, Map<Long, Double>> found = new LinkedHashMap<>();
        known.keySet().forEach(number -> found.put(number, new TreeMap<>()));
        List<Long> ids = session.list(
                "SELECT id FROM chunk WHERE last >= ? AND first <= ? ORDER BY id", row -> row.getLong(1), from, to);
        for (long id : known.isEmpty() ? List.<Long>of() : ids) {
            for (Stored stored : chunks("SELECT id, data FROM chunk WHERE id = ?", id)) {
                found.forEach((number, points) -> {
                    List<Point> some = new ArrayList<>();
                    stored.chunk().copy(number, from, to, some);
                    some.forEach(point -> points.put(point.millis(), point.value()));
                });
            }
        }
        List<Trace> traces = new ArrayList<>();
        known.forEach((number, series) -> {
            Map<Long, Double> points = found.getOrDefault(number, Map.of());
            if (!points.isEmpty()) {
                traces.add(trace(series, points));
            }
        });
        return traces;
    }

    private static Trace trace(Series series, Map<Long, Double> points) {
        return new Trace(
                series,
                points.keySet().stream().mapToLong(Long::longValue).toArray(),
                points.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    List<Series> series() throws SQLException {
        return List.copyOf(known().values());
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
