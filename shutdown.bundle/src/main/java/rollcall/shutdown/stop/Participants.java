package rollcall.shutdown.stop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.startlevel.BundleStartLevel;
import rollcall.shutdown.ShutdownParticipant;

/**
 * Hands participants to the launcher as services of a JDK type, because it does not see the api. Of one name the newest counts.
 * May be called from any thread.
 */
final class Participants {
    private final BundleContext context;
    private final Map<ServiceReference<ShutdownParticipant>, ShutdownParticipant> all = new HashMap<>();
    private final Map<String, ServiceRegistration<?>> handed = new HashMap<>();

    Participants(BundleContext context) {
        this.context = context;
    }

    synchronized void add(ServiceReference<ShutdownParticipant> reference, ShutdownParticipant participant) {
        all.put(reference, participant);
        hand(participant.name());
    }

    synchronized void remove(ServiceReference<ShutdownParticipant> reference) {
        ShutdownParticipant gone = all.remove(reference);
        if (gone != null) {
            hand(gone.name());
        }
    }

    /** How far those that take part have come, together. */
    long progress() {
        List<ShutdownParticipant> present;
        synchronized (this) {
            present = new ArrayList<>(all.values());
        }
        return present.stream().mapToLong(ShutdownParticipant::progress).sum();
    }

    private void hand(String name) {
        ServiceRegistration<?> before = handed.remove(name);
        if (before != null) {
            before.unregister();
        }
        all.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(name))
                .max(Map.Entry.comparingByKey(
                        (one, other) -> Long.compare(number(one, "service.id"), number(other, "service.id"))))
                .ifPresent(newest -> handed.put(name, register(newest.getKey(), newest.getValue())));
    }

    private ServiceRegistration<?> register(
            ServiceReference<ShutdownParticipant> reference, ShutdownParticipant participant) {
        Callable<Map<String, Long>> deed = () -> {
            participant.stop();
            return participant.figures();
        };
        return context.registerService(
                Callable.class,
                deed,
                FrameworkUtil.asDictionary(Map.of(
                        "rollcall.stop", "participant",
                        "rollcall.stop.name", participant.name(),
                        "rollcall.stop.level", level(reference.getBundle()),
                        "rollcall.stop.budget", participant.budget().toMillis())));
    }

    private static int level(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).getStartLevel();
    }

    private static long number(ServiceReference<?> reference, String key) {
        return ((Number) reference.getProperty(key)).longValue();
    }
}
