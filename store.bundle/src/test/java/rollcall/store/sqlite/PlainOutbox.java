package rollcall.store.sqlite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import rollcall.scan.ScanId;

/** What {@link rollcall.store.Outbox} promises, without a database: lists that are looked through each time. */
final class PlainOutbox {
    private static final class Target {
        /** How many rows it has gone past. */
        private int past;

        /** Rows that it is past and that are owed to it again. */
        private final Set<Integer> again = new TreeSet<>();

        private final Map<Integer, String> refused = new TreeMap<>();
    }

    private final List<ScanId> rows = new ArrayList<>();
    private final Set<Integer> acked = new TreeSet<>();

    /** Rows that are done though they were refused. */
    private final Set<Integer> bad = new TreeSet<>();

    private final Map<String, Target> targets = new TreeMap<>();
    private final Map<ScanId, Integer> numbers = new HashMap<>();

    void scan(ScanId id) {
        numbers.put(id, rows.size());
        rows.add(id);
    }

    void open(String name) {
        targets.putIfAbsent(name, new Target());
    }

    boolean isOpen(String name) {
        return targets.containsKey(name);
    }

    boolean close(String name) {
        boolean known = targets.remove(name) != null;
        look();
        return known;
    }

    List<String> targets() {
        return List.copyOf(targets.keySet());
    }

    private Target target(String name) {
        Target target = targets.get(name);
        if (target == null) {
            throw new IllegalArgumentException(name);
        }
        return target;
    }

    private boolean open(int row) {
        return !acked.contains(row) && !bad.contains(row);
    }

    private boolean owed(Target target, int row) {
        return open(row) && (row >= target.past || target.again.contains(row));
    }

    List<ScanId> due(String name, int limit) {
        Target target = target(name);
        List<ScanId> due = new ArrayList<>();
        target.again.forEach(row -> due.add(rows.get(row)));
        for (int row = target.past; row < rows.size(); row++) {
            if (open(row)) {
                due.add(rows.get(row));
            }
        }
        return due.subList(0, Math.min(limit, due.size()));
    }

    /** False if it is not allowed, because a row would be leapt over. */
    boolean settle(String name, List<ScanId> has, Map<ScanId, String> refuses) {
        Target target = target(name);
        Set<Integer> answered = new HashSet<>();
        Stream.concat(has.stream(), refuses.keySet().stream())
                .map(numbers::get)
                .filter(row -> row != null && owed(target, row))
                .forEach(answered::add);
        int last = answered.stream().mapToInt(row -> row).max().orElse(-1);
        for (int row = target.past; row <= last; row++) {
            if (open(row) && !answered.contains(row)) {
                return false;
            }
        }
        for (int row : answered) {
            target.again.remove(row);
            if (refuses.containsKey(rows.get(row))) {
                target.refused.put(row, "");
            } else {
                target.refused.remove(row);
            }
        }
        target.past = Math.max(target.past, last + 1);
        look();
        return true;
    }

    /** Closes what every open target is done with. */
    private void look() {
        if (targets.isEmpty()) {
            return;
        }
        for (int row = 0; row < rows.size(); row++) {
            int number = row;
            if (open(row) && targets.values().stream().noneMatch(target -> owed(target, number))) {
                boolean refused = targets.values().stream().anyMatch(target -> target.refused.containsKey(number));
                (refused ? bad : acked).add(row);
            }
        }
    }

    boolean requeue(ScanId id) {
        int row = numbers.getOrDefault(id, -1);
        List<Target> refusers = targets.values().stream()
                .filter(target -> target.refused.containsKey(row))
                .toList();
        if (refusers.isEmpty() && !bad.contains(row)) {
            return false;
        }
        bad.remove(row);
        (refusers.isEmpty() ? targets.values() : refusers).forEach(target -> {
            target.refused.remove(row);
            if (row < target.past) {
                target.again.add(row);
            }
        });
        return true;
    }

    /** What can be sent again. */
    List<ScanId> refused() {
        return rows.stream()
                .filter(id -> bad.contains(numbers.get(id))
                        || targets.values().stream().anyMatch(target -> target.refused.containsKey(numbers.get(id))))
                .toList();
    }

    int refusals(String name) {
        return target(name).refused.size();
    }

    /** By row, then by name; without one if who refused it is not known any more. */
    List<String> quarantined() {
        List<String> found = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            int before = found.size();
            for (Map.Entry<String, Target> target : targets.entrySet()) {
                if (target.getValue().refused.containsKey(row)) {
                    found.add(rows.get(row) + " " + target.getKey());
                }
            }
            if (found.size() == before && bad.contains(row)) {
                found.add(rows.get(row) + " ");
            }
        }
        return found;
    }

    long pending() {
        return (long) rows.size() - acked.size() - bad.size();
    }

    List<ScanId> acked() {
        return acked.stream().map(rows::get).toList();
    }
}
