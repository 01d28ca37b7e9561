package rollcall.sync.drain;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells from real attempts whether the network is away: every target that is reached over it failed to answer last. */
final class Connectivity {
    /** Told of the change, on the thread of the attempt that showed it. */
    interface Listener {
        void changed(boolean offline, String reason);
    }

    private final Map<String, Boolean> reached = new ConcurrentHashMap<>();
    private final Listener listener;
    private volatile boolean offline;

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
        synchronized (reached) {
            before = offline;
            offline = now;
        }
        if (before != now) {
            listener.changed(now, reason);
        }
    }
}
