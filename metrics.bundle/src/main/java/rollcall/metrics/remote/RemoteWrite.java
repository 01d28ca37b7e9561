package rollcall.metrics.remote;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rollcall.metrics.remote.Sender.Answer;
import rollcall.store.FigureHistory.Series;
import rollcall.store.FigureHistory.Trace;
import rollcall.store.StoreException;

/**
 * Sends what was sampled since the last time; after an outage, what the ring still has of it, oldest first.
 *
 * <p>A receiver that refuses a request is asked again with halves of it, so that one bad sample costs a moment and no more. Samples
 * that are too old are left out: a receiver may answer them with 500, and asking again would go on for ever. Of one thread.
 */
final class RemoteWrite {
    private static final System.Logger LOG = System.getLogger("rollcall.metrics");

    /** Time whose samples make one request. */
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Duration BETWEEN_PUTS = Duration.ofMinutes(10);
    private static final Duration STEPPED = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 10;

    private final Source source;
    private final Sender sender;
    private final Cursor cursor;
    private final RemoteFigures figures;
    private final Settings settings;
    private final Clock clock;
    private final DoubleSupplier random;

    private @Nullable Instant sentTo;
    private @Nullable Instant put;
    private int failures;
    private String complaint = "";

    /** Where samples come from. */
    @FunctionalInterface
    interface Source {
        List<Trace> read(Instant from, Instant to, Predicate<Series> wanted) throws StoreException;
    }

    /**
     * How to send.
     *
     * @param labels of every series
     * @param interval between two requests while all is well
     * @param maxAge of samples that are sent
     */
    record Settings(Map<String, String> labels, Duration interval, Duration maxAge) {}

    RemoteWrite(
            Source source,
            Sender sender,
            Cursor cursor,
            RemoteFigures figures,
            Settings settings,
            Clock clock,
            DoubleSupplier random) {
        this.source = source;
        this.sender = sender;
        this.cursor = cursor;
        this.figures = figures;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    /** Sends all there is; returns how long to wait before the next time. */
    Duration step() throws StoreException, InterruptedException {
        Instant now = clock.instant();
        Instant from = place(now);
        Instant oldest = now.minus(settings.maxAge());
        if (from.isBefore(oldest)) {
            figures.tooOld(count(from, oldest));
            from = oldest;
        }
        sentTo = from;
        boolean newest = !sentTo.isBefore(now);
        while (!newest) {
            Instant end = sentTo.plus(WINDOW);
            newest = !end.isBefore(now);
            List<Trace> traces = source.read(sentTo.plusMillis(1), newest ? now : end, series -> true);
            if (!traces.isEmpty()) {
                Optional<Duration> pause = deliver(Batch.of(traces, settings.labels()));
                if (pause.isPresent()) {
                    return pause.get();
                }
            }
            // The newest window stays open behind what was sent: a sample that is being taken bears a time that has
            // passed.
            if (!newest) {
                sentTo = end;
            }
        }
        keep(false);
        return settings.interval();
    }

    /** Where to go on. */
    private Instant place(Instant now) {
        Instant place = sentTo != null ? sentTo : cursor.get().orElse(now.minus(settings.maxAge()));
        if (place.isAfter(now.plus(STEPPED))) {
            LOG.log(System.Logger.Level.INFO, "the clock stepped back; remote write goes on from {0}", now);
            place = now.minus(STEPPED);
        }
        return place;
    }

    private int count(Instant from, Instant to) throws StoreException {
        return source.read(from.plusMillis(1), to, series -> true).stream()
                .mapToInt(trace -> trace.millis().length)
                .sum();
    }

    /** Sends a batch; empty if it is settled, else how long to wait with it. */
    private Optional<Duration> deliver(Batch batch) throws InterruptedException {
        Answer answer;
        try {
            answer = sender.send(Snappy.compressed(batch.encoded()));
        } catch (IOException e) {
            figures.answered("none");
            return Optional.of(pause("no answer: " + e, Optional.empty()));
        }
        figures.answered(String.valueOf(answer.status()));
        if (answer.status() / 100 == 2) {
            figures.sent(batch.samples(), clock.instant());
            failures = 0;
            complaint = "";
            sentTo = Instant.ofEpochMilli(batch.last());
            return Optional.empty();
        }
        String problem = "answer " + answer.status() + " " + answer.text();
        if (!refused(answer)) {
            return Optional.of(pause(problem, answer.retryAfter()));
        }
        if (batch.times().size() > 1) {
            Optional<Duration> pause = deliver(batch.firstHalf());
            return pause.isPresent() ? pause : deliver(batch.secondHalf());
        }
        figures.refused(batch.samples());
        complain("the receiver refuses samples: " + problem);
        sentTo = Instant.ofEpochMilli(batch.last());
        return Optional.empty();
    }

    /**
     * Whether the same request would be refused again. A token that is wrong and an address that is not there will be mended, so
     * those wait; a Prometheus 2 answers samples beyond its window with 500.
     */
    private static boolean refused(Answer answer) {
        return switch (answer.status()) {
            case 401, 403, 404, 407, 408, 429 -> false;
            default ->
                answer.status() / 100 == 4
                        || (answer.status() == 500
                                && answer.text().matches(".*(too old sample|out of bounds|out of order).*"));
        };
    }

    private Duration pause(String problem, Optional<Duration> wanted) {
        complain("remote write waits: " + problem);
        Duration most = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        failures++;
        if (most.compareTo(LONGEST_PAUSE) > 0) {
            most = LONGEST_PAUSE;
        }
        // Half of it at random, so that many terminals do not come back together.
        long half = most.toMillis() / 2;
        Duration own = Duration.ofMillis(half + (long) (half * random.getAsDouble()));
        return wanted.filter(pause -> pause.compareTo(own) > 0).orElse(own);
    }

    /** Says it once, until something was taken again. */
    private void complain(String problem) {
        if (complaint.isEmpty()) {
            complaint = problem;
            LOG.log(System.Logger.Level.WARNING, problem);
        }
    }

    /** Keeps the place for the next start, now and then: it costs some pages of the card. */
    void keep(boolean last) {
        Instant place = sentTo;
        if (place != null
                && (last || put == null || Duration.between(put, place).abs().compareTo(BETWEEN_PUTS) >= 0)) {
            cursor.put(place);
            put = place;
        }
    }
}
