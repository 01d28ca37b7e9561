package rollcall.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;
import rollcall.launcher.home.BundleEntry;
import rollcall.launcher.home.BundleJar;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Generations;
import rollcall.launcher.home.Reason;

/**
 * Replaces one bundle of the running terminal and makes that the current generation.
 *
 * <p>The order makes every power cut harmless: the jar is durable in {@code store/} before anything stops, and the new
 * generation is committed only after the bundle runs, so a cut in between comes back with the old one.
 */
final class Swap {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");
    private static final long REFRESH_SECONDS = 30;

    private final Terminal terminal;
    private final BundleStore store;
    private final Generations generations;
    private final Clock clock;
    private volatile Generation current;

    Swap(Terminal terminal, BundleStore store, Generations generations, Generation current, Clock clock) {
        this.terminal = terminal;
        this.store = store;
        this.generations = generations;
        this.clock = clock;
        this.current = current;
    }

    /**
     * What a swap did.
     *
     * @param entry the bundle that now runs
     * @param generation its generation
     * @param gapMicros from the start of stopping the old bundle until the new one had started
     */
    record Done(BundleEntry entry, int generation, long gapMicros) {}

    /** A swap was refused or undone; the message is one line for people, and the terminal runs as before. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    Generation current() {
        return current;
    }

    /** Takes a jar in and swaps the bundle of its symbolic name. One swap at a time. */
    synchronized Done push(InputStream content) throws Refused, IOException, InterruptedException {
        String sha256 = store.put(content);
        BundleEntry entry;
        Bundle bundle;
        try {
            entry = entryFor(sha256);
            bundle = running(entry.symbolicName());
        } catch (Refused e) {
            forget(sha256);
            throw e;
        }
        BundleEntry old = oldEntry(entry);
        long began = System.nanoTime();
        try {
            replace(bundle, store.path(sha256));
        } catch (BundleException e) {
            undo(bundle, old);
            forget(sha256);
            throw new Refused(entry.symbolicName() + " " + entry.version() + " does not start (" + Reason.of(e) + "); "
                    + old.version() + " runs again");
        }
        long gapMicros = (System.nanoTime() - began) / 1_000;
        Generation next = current.with(
                entry,
                generations.nextNumber(),
                clock.instant(),
                "push " + entry.symbolicName() + " " + entry.version());
        try {
            generations.commit(next);
        } catch (IOException e) {
            undo(bundle, old);
            throw new Refused(
                    "the new generation cannot be written (" + Reason.of(e) + "); " + old.version() + " runs again");
        }
        current = next;
        LOG.log(
                System.Logger.Level.INFO,
                "generation {0}: {1} {2} replaced {3} in {4} ms",
                next.number(),
                entry.symbolicName(),
                entry.version(),
                old.version(),
                gapMicros / 1_000);
        return new Done(entry, next.number(), gapMicros);
    }

    private BundleEntry entryFor(String sha256) throws Refused {
        try {
            Path file = store.path(sha256);
            BundleJar.readThrough(file);
            BundleJar jar = BundleJar.read(file);
            BundleEntry old = current.bundle(jar.symbolicName())
                    .orElseThrow(() -> new Refused("no bundle " + jar.symbolicName() + " runs here; there are "
                            + current.bundles().stream()
                                    .map(BundleEntry::symbolicName)
                                    .toList()));
            return new BundleEntry(jar.symbolicName(), jar.version(), sha256, old.startLevel());
        } catch (IOException e) {
            throw new Refused("not a usable bundle: " + Reason.of(e));
        }
    }

    /** The bundle of that name, if replacing it restarts nothing else. */
    private Bundle running(String symbolicName) throws Refused {
        Bundle bundle = List.of(terminal.framework().getBundleContext().getBundles()).stream()
                .filter(candidate -> symbolicName.equals(candidate.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new Refused(symbolicName + " is not installed"));
        Collection<Bundle> closure = wiring().getDependencyClosure(List.of(bundle));
        if (closure.size() > 1) {
            throw new Refused("replacing " + symbolicName + " would restart "
                    + closure.stream()
                            .filter(other -> !other.equals(bundle))
                            .map(Bundle::getSymbolicName)
                            .sorted()
                            .toList()
                    + " too; only a bundle that stands alone can be pushed");
        }
        return bundle;
    }

    private BundleEntry oldEntry(BundleEntry entry) {
        return current.bundle(entry.symbolicName()).orElseThrow();
    }

    private void replace(Bundle bundle, Path jar) throws BundleException, IOException, InterruptedException {
        // Transient: what autostarts is said by the generation, not by the state a swap was in when the power failed.
        bundle.stop(Bundle.STOP_TRANSIENT);
        try (InputStream in = Files.newInputStream(jar)) {
            bundle.update(in);
        }
        CountDownLatch refreshed = new CountDownLatch(1);
        wiring().refreshBundles(List.of(bundle), event -> refreshed.countDown());
        if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
            throw new BundleException("Felix did not refresh it within " + REFRESH_SECONDS + " s");
        }
        bundle.start(Bundle.START_TRANSIENT);
    }

    private void undo(Bundle bundle, BundleEntry old) throws IOException, InterruptedException {
        try {
            replace(bundle, store.path(old.sha256()));
        } catch (BundleException e) {
            LOG.log(System.Logger.Level.ERROR, "the old " + old.symbolicName() + " does not start again", e);
        }
    }

    /** Drops a refused jar, unless a generation has it. */
    private void forget(String sha256) throws IOException {
        if (current.bundles().stream().noneMatch(entry -> entry.sha256().equals(sha256))) {
            Files.deleteIfExists(store.path(sha256));
        }
    }

    private FrameworkWiring wiring() {
        return terminal.framework().adapt(FrameworkWiring.class);
    }
}
