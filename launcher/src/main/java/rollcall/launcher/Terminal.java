package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import rollcall.launcher.home.BundleEntry;
import rollcall.launcher.home.BundleJar;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;
import rollcall.launcher.update.Gate;

/**
 * The running Felix of one home.
 *
 * <p>The bundle cache is thrown away at each start: bundles are installed by reference to {@code store/}, so a cache that
 * a power cut left half written cannot matter.
 */
final class Terminal {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");

    /** Above every bundle's level. */
    static final int TOP_LEVEL = 100;

    /** The store's, as in {@code app.bndrun}. */
    static final int STORE_LEVEL = 30;

    /** Of libraries. */
    private static final int FIRST_LEVEL = 1;

    private static final long LOOK_MILLIS = 100;

    private final Framework framework;
    private final Gate gate;
    private final BundleTimes times = new BundleTimes();

    /** Done when nothing is being started any more. */
    private final CountDownLatch raised = new CountDownLatch(1);

    private volatile boolean aborted;

    private Terminal(Framework framework, Gate gate) {
        this.framework = framework;
        this.gate = gate;
    }

    /** Installs and starts in one; see {@link #install} and {@link #raise}. */
    static Terminal start(Home home, BundleStore store, Generation generation, Map<String, String> settings, int level)
            throws LauncherException, InterruptedException {
        Terminal terminal = install(home, store, generation, settings);
        terminal.raise(level);
        return terminal;
    }

    /**
     * Makes Felix and installs the bundles of a generation; nothing of them runs yet.
     *
     * @param settings framework properties that the bundles read
     */
    static Terminal install(Home home, BundleStore store, Generation generation, Map<String, String> settings)
            throws LauncherException {
        Map<String, String> properties = new LinkedHashMap<>(settings);
        Path cache = home.run().resolve("cache");
        properties.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(FIRST_LEVEL));
        properties.put("rollcall.home", home.root().toString());
        // The Web Console is there only as long as somebody of ours says who may use it; its own password is admin for
        // everybody.
        properties.put("felix.webconsole.security.providers", "rollcall");
        // SQLite's driver unpacks its native code there; in the system's folder each killed process would leave a copy.
        String unpacked = HomeFolders.emptyNative(home).toString();
        System.setProperty("org.sqlite.tmpdir", unpacked);
        System.setProperty("jna.tmpdir", unpacked);
        // Felix Event Admin stops calling a handler that was slow once; ours hand over at once and must not be dropped.
        properties.put("org.apache.felix.eventadmin.IgnoreTimeout", "rollcall.*");
        // Errors only: it warns of the interrupt by which it is itself stopped, right into what a command prints.
        properties.put("org.apache.felix.eventadmin.LogLevel", "1");
        try {
            Framework framework = new FrameworkFactory().newFramework(properties);
            framework.init();
            Gate gate = new Gate(home, cache);
            gate.allow(generation.bundles());
            Terminal terminal = new Terminal(framework, gate);
            framework.getBundleContext().registerService(ResolverHookFactory.class, gate, null);
            framework.getBundleContext().addBundleListener(terminal.times);
            framework.getBundleContext().addFrameworkListener(event -> {
                if (event.getType() == FrameworkEvent.ERROR) {
                    LOG.log(System.Logger.Level.ERROR, event.getBundle() + " failed", event.getThrowable());
                }
            });
            for (BundleEntry entry : generation.bundles()) {
                terminal.install(store, entry);
            }
            return terminal;
        } catch (BundleException | IOException e) {
            throw doesNotStart(e);
        }
    }

    private static LauncherException doesNotStart(Exception e) {
        return new LauncherException(ExitCode.FAILED, "Felix does not start: " + Reason.of(e), e);
    }

    /**
     * Starts the bundles, one start level after the other, so that a stop that comes meanwhile finds a place to begin; returns
     * when the level is reached or the start was aborted.
     *
     * @param level bundles of a higher start level stay stopped
     */
    void raise(int level) throws LauncherException, InterruptedException {
        try {
            if (!aborted) {
                framework.start();
            }
            for (int next : levels(level)) {
                if (aborted || framework.getState() != Bundle.ACTIVE) {
                    return;
                }
                raiseTo(next);
            }
        } catch (BundleException e) {
            throw doesNotStart(e);
        } finally {
            raised.countDown();
        }
    }

    /** Those that bundles have, and the highest that is wanted. */
    private SortedSet<Integer> levels(int highest) {
        SortedSet<Integer> levels = new TreeSet<>(Set.of(highest));
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            int level = bundle.adapt(BundleStartLevel.class).getStartLevel();
            if (level > FIRST_LEVEL && level < highest) {
                levels.add(level);
            }
        }
        return levels;
    }

    private void raiseTo(int level) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> reached.countDown());
        // Felix says nothing of a level if it is stopped on the way.
        boolean done = false;
        while (!done && framework.getState() == Bundle.ACTIVE) {
            done = reached.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Starts nothing more; returns when nothing is being started, or the time is up. From any thread. */
    void abort(Duration patience) throws InterruptedException {
        aborted = true;
        if (!raised.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.log(System.Logger.Level.WARNING, "a bundle that is being started holds up the stop");
        }
    }

    boolean isAborted() {
        return aborted;
    }

    private void install(BundleStore store, BundleEntry entry) throws BundleException, IOException {
        Bundle bundle = framework
                .getBundleContext()
                .installBundle("reference:" + store.path(entry.sha256()).toUri());
        bundle.adapt(BundleStartLevel.class).setStartLevel(entry.startLevel());
        if (!BundleJar.read(store.path(entry.sha256())).fragment()) {
            bundle.start();
        }
    }

    Framework framework() {
        return framework;
    }

    /** What keeps bundles from running that nobody signed. */
    Gate gate() {
        return gate;
    }

    /** When each bundle was last started. */
    BundleTimes times() {
        return times;
    }

    /** The bundles that should be active and are not. */
    List<Bundle> inactive() {
        return List.of(framework.getBundleContext().getBundles()).stream()
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .filter(bundle -> bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null)
                .toList();
    }

    /** How long a stop may take, as it stands configured. */
    StopPlan plan() {
        return new StopBoard(framework).plan();
    }

    /** Stops all bundles, highest start level first, whatever one of them does. */
    StopOutcome stop() throws InterruptedException {
        return new OrderedStop(framework, new StopBoard(framework), StopPlan.USUAL, System.nanoTime()).run();
    }

    /** Returns when Felix has stopped, whoever stopped it. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }
}
