package rollcall.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import rollcall.launcher.home.Reason;

/**
 * Stops bundles one after the other, highest start level first, each within a time of its own.
 *
 * <p>Felix's own stop waits for a bundle that hangs for ever, with the database still open behind it. Here such a bundle
 * is interrupted, then left behind, named with the stack of what it did; whatever hangs above, the store has its slice.
 * The thread that calls waits; each stop runs on a thread named {@code stop-NAME}.
 */
final class OrderedStop {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");

    /** A service manager kills what takes longer; 30 s in all is what the predecessor had. */
    static final Budgets DEFAULT =
            new Budgets(Duration.ofSeconds(22), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(3));

    /** After its time is up and it was interrupted. */
    private static final Duration GRACE = Duration.ofMillis(500);

    /** What a bundle gets when those before used everything up: enough for one that is well. */
    private static final Duration LEAST = Duration.ofMillis(250);

    private final Framework framework;
    private final int storeLevel;
    private final Budgets budgets;

    /**
     * How long things may take.
     *
     * @param above all bundles above the store's level together
     * @param each one of them
     * @param store the bundles of the store's level together; nobody else can use it up
     * @param rest everything below, and Felix itself
     */
    record Budgets(Duration above, Duration each, Duration store, Duration rest) {}

    /**
     * What became of one bundle.
     *
     * @param millis how long it took
     * @param problem empty if it stopped
     * @param stack where it stood when it was left behind
     */
    record Step(String bundle, long millis, String problem, List<String> stack) {}

    /**
     * What became of all.
     *
     * @param steps in the order of stopping
     * @param storeStopped whether everything of the store's level stopped
     * @param frameworkStopped whether Felix said that it has stopped
     */
    record Outcome(List<Step> steps, boolean storeStopped, boolean frameworkStopped, Duration took) {
        Outcome {
            steps = List.copyOf(steps);
        }

        /** The bundles that were left behind. */
        List<Step> abandoned() {
            return steps.stream().filter(step -> !step.stack().isEmpty()).toList();
        }
    }

    OrderedStop(Framework framework, int storeLevel, Budgets budgets) {
        this.framework = framework;
        this.storeLevel = storeLevel;
        this.budgets = budgets;
    }

    /** Stops everything; returns when that is done or given up. */
    Outcome run() throws InterruptedException {
        long begun = System.nanoTime();
        List<Step> steps = new ArrayList<>();
        stop(above(), budgets.above(), budgets.each(), steps);
        int before = steps.size();
        stop(ofStore(), budgets.store(), budgets.store(), steps);
        boolean stored =
                steps.stream().skip(before).allMatch(step -> step.problem().isEmpty());
        boolean framed = stopFramework();
        return new Outcome(steps, stored, framed, Duration.ofNanos(System.nanoTime() - begun));
    }

    private Stream<Bundle> running() {
        BundleContext context = framework.getBundleContext();
        // None once Felix has stopped.
        return context == null
                ? Stream.empty()
                : Stream.of(context.getBundles())
                        .filter(bundle -> bundle.getBundleId() != 0 && bundle.getState() == Bundle.ACTIVE)
                        .sorted(Comparator.comparing(OrderedStop::level)
                                .thenComparing(Bundle::getBundleId)
                                .reversed());
    }

    private static int level(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).getStartLevel();
    }

    private List<Bundle> above() {
        return running().filter(bundle -> level(bundle) > storeLevel).toList();
    }

    private List<Bundle> ofStore() {
        return running().filter(bundle -> level(bundle) == storeLevel).toList();
    }

    private static void stop(List<Bundle> bundles, Duration all, Duration each, List<Step> steps)
            throws InterruptedException {
        long end = System.nanoTime() + all.toNanos();
        for (Bundle bundle : bundles) {
            long left = Math.max(LEAST.toNanos(), Math.min(each.toNanos(), end - System.nanoTime()));
            steps.add(stop(bundle, Duration.ofNanos(left)));
        }
    }

    private static Step stop(Bundle bundle, Duration patience) throws InterruptedException {
        String name = bundle.getSymbolicName();
        long begun = System.nanoTime();
        AtomicReference<String> complaint = new AtomicReference<>("");
        Thread thread = new Thread(
                () -> {
                    try {
                        bundle.stop(Bundle.STOP_TRANSIENT);
                    } catch (BundleException | RuntimeException | LinkageError e) {
                        // Of whatever kind: it costs the others nothing.
                        complaint.set(Reason.of(e));
                    }
                },
                "stop-" + name);
        thread.setDaemon(true);
        thread.start();
        TimeUnit.NANOSECONDS.timedJoin(thread, patience.toNanos());
        List<String> stack = List.of();
        String problem = String.valueOf(complaint.get());
        if (thread.isAlive()) {
            stack = Stream.of(thread.getStackTrace()).map(String::valueOf).toList();
            thread.interrupt();
            TimeUnit.NANOSECONDS.timedJoin(thread, GRACE.toNanos());
            problem = thread.isAlive() ? "did not stop and was left behind" : "stopped only when interrupted";
            LOG.log(
                    System.Logger.Level.ERROR,
                    "bundle {0} {1} after {2} ms; it stood at {3}",
                    name,
                    problem,
                    patience.toMillis(),
                    String.join(" < ", stack.subList(0, Math.min(4, stack.size()))));
        } else if (!problem.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "bundle {0} stopped with a complaint: {1}", name, problem);
        }
        long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        return new Step(name, millis, problem, thread.isAlive() ? stack : List.of());
    }

    private boolean stopFramework() throws InterruptedException {
        try {
            framework.stop();
        } catch (BundleException e) {
            LOG.log(System.Logger.Level.WARNING, "Felix stopped with a complaint", e);
        }
        framework.waitForStop(budgets.rest().toMillis());
        return framework.getState() != Bundle.STOPPING && framework.getState() != Bundle.ACTIVE;
    }
}
