package rollcall.camera.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import rollcall.await.Awaited;
import rollcall.await.ServiceAwayException;
import rollcall.scan.Capture;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Photo;
import rollcall.scan.Quality;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;

/**
 * Takes a card that was read to a durable row, holding it while the store is away.
 *
 * <p>The id is made once for a capture, so trying again can never store it twice. Nothing is announced before the store
 * has returned.
 */
final class ScanRecorder {
    private static final System.Logger LOG = System.getLogger("rollcall.camera");
    private static final Duration RETRY = Duration.ofMillis(250);

    private final Awaited<ScanStore> store;
    private final TimeOrderedIds ids = new TimeOrderedIds();
    private final Duration hold;
    private final ScanTimes times;

    /** Gives up on a capture after {@code hold}. */
    ScanRecorder(Awaited<ScanStore> store, Duration hold, ScanTimes times) {
        this.store = store;
        this.hold = hold;
        this.times = times;
    }

    /** What a card would mean now; empty if the store is away or does not say. Never waits for a store. */
    Optional<Decision> forecast(String code, Instant at) {
        try {
            Optional<ScanStore> there = store.now();
            return there.isEmpty() ? Optional.empty() : Optional.of(there.get().decide(code, at));
        } catch (StoreException | LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "the store does not say what a card means", e);
            return Optional.empty();
        }
    }

    /**
     * Records one card.
     *
     * @param photo the face, if one was taken
     * @param quality what was measured on it, if a face was looked for
     * @param holding told, in words for people, when the capture has to wait
     * @return the scan as the store has it; empty if the student was promised nothing and shows the card again
     */
    Optional<Scan> record(
            String code, Instant takenAt, Optional<Photo> photo, Optional<Quality> quality, Consumer<String> holding)
            throws InterruptedException {
        ScanId id = ids.next(takenAt);
        Capture capture = new Capture(id, code, takenAt, photo, quality, id.toString());
        long deadline = System.nanoTime() + hold.toNanos();
        String problem = "the store is away";
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                LOG.log(System.Logger.Level.ERROR, "a card was not recorded, show it again: {0}", problem);
                return Optional.empty();
            }
            if (store.now().isEmpty()) {
                holding.accept("one moment: the store is being replaced");
            }
            try {
                Scan scan = store.call(left, ScanRecorder::gone, service -> service.record(capture))
                        .scan();
                times.recorded(scan, Duration.between(takenAt, Instant.now()));
                announce(scan);
                return Optional.of(scan);
            } catch (ServiceAwayException e) {
                problem = String.valueOf(e.getMessage());
            } catch (StoreException | LinkageError e) {
                problem = String.valueOf(e.getMessage());
                holding.accept("one moment: " + problem);
                Thread.sleep(RETRY.toMillis());
            }
        }
    }

    /** The store was stopped under the call, as it says itself or as its missing classes tell. */
    private static boolean gone(Throwable failure) {
        return failure instanceof LinkageError
                || (failure instanceof StoreException stopped && stopped.kind() == StoreException.Kind.CLOSED);
    }

    /** The green light. It names the row and not the student: the log is no place for names. */
    private static void announce(Scan scan) {
        String what;
        if (scan.decision() instanceof Accepted accepted) {
            what = "accepted " + accepted.direction() + (accepted.late() ? " late" : "");
        } else if (scan.decision() instanceof Duplicate) {
            what = "duplicate";
        } else if (scan.decision() instanceof Rejected rejected) {
            what = "refused " + rejected.reason();
        } else {
            throw new IllegalStateException("unknown decision " + scan.decision());
        }
        // The number is text so that the log does not group its digits.
        LOG.log(
                System.Logger.Level.INFO,
                "{0} scan {1} {2}",
                what,
                String.valueOf(scan.row()),
                scan.id(),
                Map.entry("correlation_id", scan.evidence().correlationId()));
    }
}
