package rollcall.sync.drain;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import rollcall.scan.ScanId;
import rollcall.sync.SyncTopics;

/** Counts what happens to batches, logs what people should know, and posts it. */
final class SyncEvents implements DrainEvents {
    private static final System.Logger LOG = System.getLogger("rollcall.sync");

    private final EventAdmin admin;
    private final SyncFigures figures;
    private final Connectivity connectivity;

    /** Targets whose breaker is not closed. */
    private final Set<String> opened = ConcurrentHashMap.newKeySet();

    SyncEvents(EventAdmin admin, SyncFigures figures) {
        this.admin = admin;
        this.figures = figures;
        this.connectivity = new Connectivity(this::network);
    }

    Connectivity connectivity() {
        return connectivity;
    }

    /** A target was given up: nothing is wrong with it any more. */
    void dropped(String target) {
        post(SyncTopics.BREAKER, Map.of(SyncTopics.TARGET, target, SyncTopics.STATE, "closed"));
    }

    private void post(String topic, Map<String, ?> properties) {
        admin.postEvent(new Event(topic, properties));
    }

    private void network(boolean offline, boolean before, String reason) {
        if (offline || before) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    offline ? "no far end answers, scans wait here: {0}" : "a far end answers again",
                    reason);
        }
        post(
                offline ? SyncTopics.NETWORK_OFFLINE : SyncTopics.NETWORK_ONLINE,
                offline ? Map.of(SyncTopics.REASON, reason) : Map.of());
    }

    @Override
    public void attempted(DrainState state, boolean reached, int delivered, Duration took) {
        figures.attempted(state.target(), state.problem().isEmpty(), delivered, took);
        connectivity.attempted(state, reached);
    }

    @Override
    public void probed(DrainState state, boolean reached) {
        connectivity.attempted(state, reached);
    }

    @Override
    public void breakerChanged(DrainState state) {
        boolean shut = state.breaker().equals("closed");
        // One that is closed from the start is nothing to talk of.
        if (shut ? opened.remove(state.target()) : opened.add(state.target())) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "sync to {0}: circuit breaker {1} {2}",
                    state.target(),
                    state.breaker(),
                    state.problem().orElse(""));
        }
        post(SyncTopics.BREAKER, Map.of(SyncTopics.TARGET, state.target(), SyncTopics.STATE, state.breaker()));
    }

    @Override
    public void closed(DrainState state) {
        String reason = state.problem().orElse("");
        LOG.log(System.Logger.Level.ERROR, "sync to {0} waits for a person: {1}", state.target(), reason);
        post(SyncTopics.CLOSED, Map.of(SyncTopics.TARGET, state.target(), SyncTopics.REASON, reason));
    }

    @Override
    public void quarantined(String target, ScanId id, String reason) {
        figures.quarantined(target);
        LOG.log(
                System.Logger.Level.WARNING,
                "scan {0} was refused by {1} and is in quarantine: {2}",
                id,
                target,
                reason,
                Map.entry("scan_id", id.toString()));
        post(
                SyncTopics.QUARANTINED,
                Map.of(SyncTopics.TARGET, target, SyncTopics.ID, id.toString(), SyncTopics.REASON, reason));
    }
}
