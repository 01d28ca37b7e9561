package rollcall.sync.drain;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells from real attempts whether the network is away: every target that is reached over it failed to answer last. */
final class Connectivity {
    /** Told of the change, on the thread of the attempt that showed it. */
    interface Listener {
        /**
         * It changed, or is known for the first time: who listens may know of an end that was before.
         *
         * @param before whether it was away before
         */
        void changed(boolean offline, boolean before, String reason);
    }

    private final Map<String, Boolean> reached = new ConcurrentHashMap<>();
    private final Listener listener;
    private volatile boolean offline;
    private boolean known;

    Connectivity(Listener listener) {
        this.listener = listener;
    }

    boolean offline() {
        return offline;
    }

    void attempted(DrainState state, boolean answered) {
        if (!state.remote()) {
            return;
        }
        reached.put(state.target(), answered);
        look(state.problem().orElse(""));
    }

    void removed(String target) {
        reached.remove(target);
        look("");
    }

    private void look(String reason) {
        boolean now = !reached.isEmpty() && !reached.containsValue(true);
        boolean before;
        boolean first;
        synchronized (reached) {
            before = offline;
            first = !known && !reached.isEmpty();
            offline = now;
            known |= first;
        }
        if (before != now || first) {
            listener.changed(now, before, reason);
        }
    }
}
