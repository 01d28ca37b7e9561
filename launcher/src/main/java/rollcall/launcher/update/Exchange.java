package rollcall.launcher.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import rollcall.launcher.home.BundleEntry;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Reason;

/**
 * Brings the running bundles from one generation to another: stops what changes (highest start level first), updates,
 * refreshes, starts (lowest first). Nothing else is touched. Every call into a bundle has a time limit.
 */
final class Exchange {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");

    private final Framework framework;
    private final BundleStore store;
    private final Limits limits;

    /**
     * How long each call into a bundle may take.
     *
     * @param stop of one bundle
     * @param refresh of all together
     * @param start of one bundle
     */
    record Limits(Duration stop, Duration refresh, Duration start) {
        /** A Pi takes seconds for its largest bundle; what takes longer hangs. */
        static final Limits USUAL = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    /** One bundle on its way from one jar to another. */
    private record Change(Bundle bundle, BundleEntry from, BundleEntry to) {}

    Exchange(Framework framework, BundleStore store, Limits limits) {
        this.framework = framework;
        this.store = store;
        this.limits = limits;
    }

    /**
     * Makes the running bundles those of {@code next}; if one does not come up, puts back what ran and throws.
     *
     * @return from the first stop until everything had started, in microseconds
     */
    long run(Generation now, Generation next) throws ExchangeException, InterruptedException {
        List<Change> changes = changes(now, next);
        long began = System.nanoTime();
        try {
            apply(changes);
        } catch (ExchangeException e) {
            putBack(changes, e);
            throw e;
        }
        return (System.nanoTime() - began) / 1_000;
    }

    private List<Change> changes(Generation now, Generation next) throws ExchangeException {
        List<Change> changes = new ArrayList<>();
        for (BundleEntry to : next.bundles()) {
            BundleEntry from = now.bundle(to.symbolicName())
                    .orElseThrow(() -> new ExchangeException(to.symbolicName() + " does not run here"));
            if (!from.sha256().equals(to.sha256())) {
                changes.add(new Change(bundle(to.symbolicName()), from, to));
            }
        }
        changes.sort(Comparator.comparingInt(change -> change.from().startLevel()));
        return changes;
    }

    private Bundle bundle(String symbolicName) throws ExchangeException {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(candidate -> symbolicName.equals(candidate.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new ExchangeException(symbolicName + " is not installed"));
    }

    private void apply(List<Change> changes) throws ExchangeException, InterruptedException {
        for (int i = changes.size() - 1; i >= 0; i--) {
            stop(changes.get(i).bundle());
        }
        for (Change change : changes) {
            update(change.bundle(), store.path(change.to().sha256()));
        }
        refresh(changes.stream().map(Change::bundle).toList());
        for (Change change : changes) {
            start(change.bundle());
        }
    }

    /** Goes on whatever fails: what can be put back is put back. */
    private void putBack(List<Change> changes, ExchangeException cause) throws InterruptedException {
        for (int i = changes.size() - 1; i >= 0; i--) {
            Bundle bundle = changes.get(i).bundle();
            attempt(cause, () -> stop(bundle));
        }
        for (Change change : changes) {
            attempt(
                    cause,
                    () -> update(change.bundle(), store.path(change.from().sha256())));
        }
        attempt(cause, () -> refresh(changes.stream().map(Change::bundle).toList()));
        for (Change change : changes) {
            attempt(cause, () -> start(change.bundle()));
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws ExchangeException, InterruptedException;
    }

    private static void attempt(ExchangeException cause, Attempt attempt) throws InterruptedException {
        try {
            attempt.run();
        } catch (ExchangeException e) {
            cause.addSuppressed(e);
            cause.stuck();
            LOG.log(System.Logger.Level.ERROR, "while an update is undone: " + e.getMessage(), e);
        }
    }

    private void stop(Bundle bundle) throws ExchangeException, InterruptedException {
        // Transient: what autostarts is said by the generation, not by the state an update was in when the power
        // failed.
        try {
            TimeLimit.run(
                    "stop of " + bundle.getSymbolicName(), limits.stop(), () -> bundle.stop(Bundle.STOP_TRANSIENT));
        } catch (ExchangeException e) {
            if (bundle.getState() == Bundle.STOPPING || bundle.getState() == Bundle.ACTIVE) {
                throw e;
            }
            // It complained, or had to be interrupted, but it has stopped.
            LOG.log(System.Logger.Level.WARNING, "{0}; it has stopped all the same", Reason.of(e));
        }
    }

    private void update(Bundle bundle, Path jar) throws ExchangeException, InterruptedException {
        TimeLimit.run("update of " + bundle.getSymbolicName(), limits.stop(), () -> {
            try (InputStream in = Files.newInputStream(jar)) {
                bundle.update(in);
            } catch (IOException e) {
                throw new BundleException("its jar cannot be read: " + Reason.of(e), e);
            }
        });
    }

    private void refresh(List<Bundle> bundles) throws ExchangeException, InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(bundles, event -> refreshed.countDown());
        if (!refreshed.await(limits.refresh().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new ExchangeException("Felix did not refresh the bundles within "
                    + limits.refresh().toSeconds() + " s");
        }
    }

    private void start(Bundle bundle) throws ExchangeException, InterruptedException {
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
            TimeLimit.run(
                    "start of " + bundle.getSymbolicName(), limits.start(), () -> bundle.start(Bundle.START_TRANSIENT));
        }
    }
}
