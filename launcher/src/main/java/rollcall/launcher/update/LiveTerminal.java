package rollcall.launcher.update;

import org.osgi.framework.launch.Framework;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Home;

/**
 * What updates do to the running Felix and see of it.
 *
 * @param restart ends the process so that it is started again; for what a bundle that hangs cannot be talked out of
 */
record LiveTerminal(Planner planner, Exchange exchange, Watch watch, Lull lull, Runnable restart) {
    static LiveTerminal of(Framework framework, Home home, BundleStore store, Runnable restart) {
        return new LiveTerminal(
                new Planner(home, store, framework),
                new Exchange(framework, store, Exchange.Limits.USUAL),
                new Watch(framework),
                new Lull(framework, Lull.LONGEST),
                restart);
    }
}
