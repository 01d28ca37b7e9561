package rollcall.store.sqlite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.store.Outbox;
import rollcall.store.StoreException;

/** One target that answers about rows in any order: what it passes over is refused and owed again at once. */
public final class FarEnd {
    private static final String NAME = "there";

    private FarEnd() {}

    public static void acknowledge(Outbox outbox, Collection<ScanId> ids, Instant at) throws StoreException {
        answer(outbox, ids, Map.of(), at);
    }

    public static void quarantine(Outbox outbox, ScanId id, String reason) throws StoreException {
        answer(outbox, List.of(), Map.of(id, reason), Instant.EPOCH);
    }

    private static void answer(Outbox outbox, Collection<ScanId> acked, Map<ScanId, String> refused, Instant at)
            throws StoreException {
        outbox.open(NAME);
        Map<ScanId, String> refusals = new HashMap<>(refused);
        List<ScanId> passed = new ArrayList<>();
        for (Scan scan : outbox.due(NAME, 1_000)) {
            if (!acked.contains(scan.id()) && !refused.containsKey(scan.id())) {
                refusals.put(scan.id(), "passed over");
                passed.add(scan.id());
            }
        }
        outbox.settle(NAME, acked, refusals, at);
        for (ScanId id : passed) {
            outbox.requeue(id);
        }
    }
}
