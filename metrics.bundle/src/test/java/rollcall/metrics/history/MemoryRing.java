package rollcall.metrics.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import rollcall.store.FigureHistory;
import rollcall.store.StoreException;

/** A ring in memory that can be away; the store's own is tested with the store. */
final class MemoryRing implements FigureHistory {
    final List<Integer> batches = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    boolean away;

    private void ask() throws StoreException {
        if (away) {
            throw new StoreException(StoreException.Kind.UNWRITABLE, "the disk is full");
        }
    }

    @Override
    public void append(List<Moment> more) throws StoreException {
        ask();
        batches.add(more.size());
        moments.addAll(more);
    }

    @Override
    public List<Trace> read(Instant from, Instant to, Predicate<Series> wanted) throws StoreException {
        Map<Series, TreeMap<Long, Double>> found = new LinkedHashMap<>();
        for (Series one : series()) {
            if (wanted.test(one)) {
                found.put(one, new TreeMap<>());
            }
        }
        for (Moment moment : moments) {
            found.forEach((one, points) -> {
                Double value = moment.values().get(one);
                if (value != null && !moment.at().isBefore(from) && !moment.at().isAfter(to)) {
                    points.put(moment.at().toEpochMilli(), value);
                }
            });
        }
        List<Trace> traces = new ArrayList<>();
        found.forEach((one, points) -> traces.add(new Trace(
                one,
                points.keySet().stream().mapToLong(Long::longValue).toArray(),
                points.values().stream().mapToDouble(Double::doubleValue).toArray())));
        return traces;
    }

    @Override
    public List<Series> series() throws StoreException {
        ask();
        Set<Series> all = new LinkedHashSet<>();
        moments.forEach(moment -> all.addAll(moment.values().keySet()));
        return List.copyOf(all);
    }
}
