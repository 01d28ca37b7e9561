package rollcall.launcher.update;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a new generation may stay: nothing may be worse than before for longer than the grace time, until the
 * probation is over. Times are of {@code System.nanoTime()}, so that a stepped clock ends nothing.
 */
final class Probation {
    /** What a bundle may need until it is well: a camera has to be opened, a connection made. */
    static final Duration GRACE = Duration.ofSeconds(20);

    private final Vitals before;
    private final long endNanos;
    private final long graceNanos;
    private final Map<String, Long> since = new HashMap<>();

    /** What a look says. */
    enum Verdict {
        WATCHING,
        KEEP,
        UNDO
    }

    /**
     * One look.
     *
     * @param reason in words, if it is to be undone
     */
    record Finding(Verdict verdict, String reason) {}

    Probation(Vitals before, long startNanos, Duration length, Duration grace) {
        this.before = before;
        this.endNanos = startNanos + length.toNanos();
        this.graceNanos = grace.toNanos();
    }

    /** Looks once. */
    Finding step(Vitals now, long nanos) {
        Map<String, String> worse = now.worseThan(before);
        since.keySet().retainAll(worse.keySet());
        worse.keySet().forEach(name -> since.putIfAbsent(name, nanos));
        Optional<String> tooLong = since.entrySet().stream()
                .filter(entry -> nanos - entry.getValue() >= graceNanos)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
        if (tooLong.isPresent()) {
            return new Finding(Verdict.UNDO, worse.getOrDefault(tooLong.get(), tooLong.get()));
        }
        // What is wrong at the end gets its grace time before it counts, either way.
        boolean over = nanos - endNanos >= 0 && worse.isEmpty();
        return new Finding(over ? Verdict.KEEP : Verdict.WATCHING, "");
    }
}
