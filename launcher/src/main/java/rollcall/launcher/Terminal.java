package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
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

    private final Framework framework;
    private final Gate gate;
    private final BundleTimes times = new BundleTimes();

    private Terminal(Framework framework, Gate gate) {
        this.framework = framework;
        this.gate = gate;
    }

    /**
     * Starts Felix with the bundles of a generation; returns when the start level is reached.
     *
     * @param settings framework properties that the bundles read
     * @param level bundles of a higher start level are installed and stay stopped
     */
    static Terminal start(Home home, BundleStore store, Generation generation, Map<String, String> settings, int level)
            throws LauncherException {
        Map<String, String> properties = new LinkedHashMap<>(settings);
        Path cache = home.run().resolve("cache");
        properties.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(level));
        properties.put("rollcall.home", home.root().toString());
        // The Web Console is there only as long as somebody of ours says who may use it; its own password is admin for
        // everybody.
        properties.put("felix.webconsole.security.providers", "rollcall");
        // SQLite's driver unpacks its native code there; in the system's folder each killed process would leave a copy.
        System.setProperty("org.sqlite.tmpdir", HomeFolders.emptyNative(home).toString());
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
            framework.start();
            return terminal;
        } catch (BundleException | IOException e) {
            throw new LauncherException(ExitCode.FAILED, "Felix does not start: " + Reason.of(e), e);
        }
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

    /** Stops all bundles, highest start level first, whatever one of them does. */
    OrderedStop.Outcome stop() throws InterruptedException {
        return new OrderedStop(framework, STORE_LEVEL, OrderedStop.DEFAULT).run();
    }

    /** Returns when Felix has stopped, whoever stopped it. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }
}
