package rollcall.launcher.update;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Looks how the running terminal is: bundles, threads, heap, and whatever bundles tell by services of type
 * {@code Supplier<Map<String, String>>} with the property {@value #VITALS} (name of a check to what is wrong, empty if
 * nothing is).
 */
final class Watch {
    /** Service property of the suppliers. */
    static final String VITALS = "rollcall.vitals";

    private final Framework framework;

    Watch(Framework framework) {
        this.framework = framework;
    }

    Vitals look() {
        Map<String, String> checks = new LinkedHashMap<>();
        bundles(checks);
        suppliers(checks);
        return new Vitals(checks, ManagementFactory.getThreadMXBean().getThreadCount(), heapPercent());
    }

    private void bundles(Map<String, String> checks) {
        int reached = framework.adapt(FrameworkStartLevel.class).getStartLevel();
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null
                    && bundle.adapt(BundleStartLevel.class).getStartLevel() <= reached) {
                checks.put(
                        "bundle " + bundle.getSymbolicName(), bundle.getState() == Bundle.ACTIVE ? "" : "does not run");
            }
        }
    }

    private void suppliers(Map<String, String> checks) {
        BundleContext context = framework.getBundleContext();
        for (ServiceReference<?> reference : references(context)) {
            if (context.getService(reference) instanceof Supplier<?> supplier) {
                try {
                    if (supplier.get() instanceof Map<?, ?> found) {
                        found.forEach((name, words) -> checks.put(String.valueOf(name), String.valueOf(words)));
                    }
                } catch (RuntimeException | LinkageError e) {
                    // Who watches is broken: that is a fault, too.
                    checks.put("vitals of " + reference.getBundle(), "cannot be told: " + e);
                } finally {
                    context.ungetService(reference);
                }
            }
        }
    }

    @SuppressWarnings("rawtypes") // services have raw types
    private static Collection<? extends ServiceReference<?>> references(BundleContext context) {
        try {
            return context.getServiceReferences(Supplier.class, "(" + VITALS + "=*)");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is constant", e);
        }
    }

    /** Of the pool that survivors end up in; what is garbage does not count. */
    private static int heapPercent() {
        long used = 0;
        long max = Runtime.getRuntime().maxMemory();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            if (usage != null) {
                used += usage.getUsed();
            }
        }
        return max <= 0 ? 0 : Math.toIntExact(100 * used / max);
    }
}
