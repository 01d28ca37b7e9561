package rollcall.launcher.update;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * Waits until nobody stands before the terminal: until no {@link BooleanSupplier} service with the property
 * {@value #BUSY} says so. Nothing is lost without it; a student would have to show the card again.
 */
final class Lull {
    /** Service property of those who know; its value says what is busy. */
    static final String BUSY = "rollcall.busy";

    /** A queue of students does not end before school does, and an update must come in. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final long LOOK_MILLIS = 20;

    private final Framework framework;
    private final Duration longest;

    Lull(Framework framework, Duration longest) {
        this.framework = framework;
        this.longest = longest;
    }

    /** Returns when nobody is busy, or when the longest wait is over; tells which. */
    boolean await() throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (isBusy()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return true;
    }

    private boolean isBusy() {
        BundleContext context = framework.getBundleContext();
        for (ServiceReference<BooleanSupplier> reference : references(context)) {
            BooleanSupplier supplier = context.getService(reference);
            if (supplier != null) {
                try {
                    if (supplier.getAsBoolean()) {
                        return true;
                    }
                } finally {
                    context.ungetService(reference);
                }
            }
        }
        return false;
    }

    private static Collection<ServiceReference<BooleanSupplier>> references(BundleContext context) {
        try {
            return context.getServiceReferences(BooleanSupplier.class, "(" + BUSY + "=*)");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is constant", e);
        }
    }
}
