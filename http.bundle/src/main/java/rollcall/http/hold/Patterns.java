package rollcall.http.hold;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The servlet patterns that are there, and those that were there a moment ago. Safe from any thread.
 *
 * <p>A pattern that stays away for longer than the memory is forgotten: then its bundle was taken out, not replaced.
 */
final class Patterns {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Map<Object, Set<String>> present = new HashMap<>();
    private final Map<String, Long> awaySince = new HashMap<>();
    private final long memoryNanos;
    private final LongSupplier nanoTime;
    private long lastChange;

    Patterns(Duration memory, LongSupplier nanoTime) {
        this.memoryNanos = memory.toNanos();
        this.nanoTime = nanoTime;
        this.lastChange = nanoTime.getAsLong() - this.memoryNanos;
    }

    /** A servlet came; {@code key} tells it from all others. */
    void add(Object key, List<String> patterns) {
        lock.lock();
        try {
            present.put(key, Set.copyOf(patterns));
            patterns.forEach(awaySince::remove);
            lastChange = nanoTime.getAsLong();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A servlet went. */
    void remove(Object key) {
        lock.lock();
        try {
            Set<String> patterns = present.remove(key);
            if (patterns != null) {
                patterns.forEach(pattern -> awaySince.put(pattern, nanoTime.getAsLong()));
                lastChange = nanoTime.getAsLong();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a servlet came or went within the given time. */
    boolean changedWithin(Duration time) {
        lock.lock();
        try {
            return nanoTime.getAsLong() - lastChange < time.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Returns once the pattern that answers a path is there, or at once if none ever did; false if that takes too long. */
    boolean await(String path, long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            while (isAway(path)) {
                long left = deadlineNanos - nanoTime.getAsLong();
                if (left <= 0) {
                    return false;
                }
                long unused = arrived.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isAway(String path) {
        long now = nanoTime.getAsLong();
        awaySince.values().removeIf(since -> now - since > memoryNanos);
        Set<String> known = new HashSet<>(awaySince.keySet());
        present.values().forEach(known::addAll);
        Optional<String> best = known.stream()
                .filter(pattern -> matches(pattern, path))
                .max(java.util.Comparator.comparingInt(Patterns::strength));
        return best.isPresent() && awaySince.containsKey(best.get());
    }

    /** Whether a pattern of the servlet specification (12.2) answers a path. */
    static boolean matches(String pattern, String path) {
        if (pattern.equals("/")) {
            return true;
        }
        if (pattern.endsWith("/*")) {
            String prefix = pattern.substring(0, pattern.length() - 2);
            return path.equals(prefix) || path.startsWith(prefix + "/");
        }
        return pattern.equals(path);
    }

    /** Exact patterns win over prefixes, longer prefixes over shorter ones, and the default servlet over none. */
    private static int strength(String pattern) {
        if (pattern.equals("/")) {
            return 0;
        }
        return pattern.endsWith("/*") ? pattern.length() : Integer.MAX_VALUE;
    }
}
