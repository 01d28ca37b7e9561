package rollcall.launcher;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** Remembers when each bundle was last started: how it is seen that a swap restarted one bundle alone. */
final class BundleTimes implements SynchronousBundleListener {
    private final Map<Long, Instant> started = new ConcurrentHashMap<>();

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STARTED) {
            started.put(event.getBundle().getBundleId(), Instant.now());
        }
    }

    Optional<Instant> started(long bundleId) {
        return Optional.ofNullable(started.get(bundleId));
    }
}
