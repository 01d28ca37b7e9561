package rollcall.http.hold;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The servlet patterns that are there, and those that were there a moment ago. Safe from any thread.
 *
 * <p>A servlet counts as there only once the HTTP server itself says that it would give it the request; its registration
 * is known a moment earlier. A pattern that stays away for longer than the memory is forgotten: then its bundle was taken
 * out, not replaced.
 */
final class Patterns {
    /** How long to pause before asking the HTTP server again about a servlet that was announced. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** What the HTTP server would do with a request. */
    @FunctionalInterface
    interface Mapping {
        /** The id of the servlet service that would get a request for this path, if any would. */
        OptionalLong servletFor(String path);
    }

    private static final class Servlet {
        private final Set<String> patterns;
        private final long since;
        private boolean mapped;

        Servlet(Set<String> patterns, long since) {
            this.patterns = patterns;
            this.since = since;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Map<Long, Servlet> present = new HashMap<>();
    private final Map<String, Long> awaySince = new HashMap<>();
    private final long memoryNanos;
    private final Mapping mapping;
    private final LongSupplier nanoTime;
    private long removals;

    Patterns(Duration memory, Mapping mapping, LongSupplier nanoTime) {
        this.memoryNanos = memory.toNanos();
        this.mapping = mapping;
        this.nanoTime = nanoTime;
    }

    /** A servlet was registered. */
    void add(long id, List<String> patterns) {
        lock.lock();
        try {
            present.put(id, new Servlet(Set.copyOf(patterns), nanoTime.getAsLong()));
            patterns.forEach(awaySince::remove);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A servlet is about to be unregistered. Must be called before the HTTP server hears of it. */
    void remove(long id) {
        lock.lock();
        try {
            Servlet servlet = present.remove(id);
            if (servlet != null) {
                servlet.patterns.forEach(pattern -> awaySince.put(pattern, nanoTime.getAsLong()));
                removals++;
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many servlets went so far: a request during which this number stayed the same was answered by whom it was for. */
    long removals() {
        lock.lock();
        try {
            return removals;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns once the servlet that answers a path is there, or at once if there never was one.
     *
     * @return {@link #removals()} as it was when the servlet was there; empty if it did not come before the deadline
     */
    OptionalLong await(String path, long deadlineNanos) throws InterruptedException {
        OptionalLong server = OptionalLong.empty();
        while (true) {
            lock.lock();
            try {
                server.ifPresent(this::mapped);
                if (isReady(path)) {
                    return OptionalLong.of(removals);
                }
                long left = deadlineNanos - nanoTime.getAsLong();
                if (left <= 0) {
                    return OptionalLong.empty();
                }
                long unused = arrived.awaitNanos(Math.min(left, LOOK_NANOS));
            } finally {
                lock.unlock();
            }
            // Foreign code, so not under the lock; and not asked at all where nothing has changed.
            server = mapping.servletFor(path);
        }
    }

    private void mapped(long id) {
        Servlet servlet = present.get(id);
        if (servlet != null) {
            servlet.mapped = true;
        }
    }

    private boolean isReady(String path) {
        long now = nanoTime.getAsLong();
        awaySince.values().removeIf(since -> now - since > memoryNanos);
        Optional<String> best = best(path);
        if (best.isEmpty()) {
            return true;
        }
        // One that the server does not take at all, for example because it failed to start, is the server's to report.
        return present.values().stream()
                .filter(servlet -> servlet.patterns.contains(best.get()))
                .anyMatch(servlet -> servlet.mapped || now - servlet.since > memoryNanos);
    }

    /** The pattern that a path is for, whether its servlet is there or was there. */
    private Optional<String> best(String path) {
        Set<String> known = new HashSet<>(awaySince.keySet());
        present.values().forEach(servlet -> known.addAll(servlet.patterns));
        return known.stream()
                .filter(pattern -> matches(pattern, path))
                .max(Comparator.comparingInt(Patterns::strength));
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
