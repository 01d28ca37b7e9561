package rollcall.launcher.update;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import rollcall.launcher.home.BundleEntry;
import rollcall.launcher.home.BundleJar;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Disk;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Generations;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Sha256;
import rollcall.launcher.home.SystemDisk;
import rollcall.launcher.trust.RefusedException;
import rollcall.launcher.trust.SigningKey;
import rollcall.launcher.trust.TrustStore;
import rollcall.launcher.trust.UpdateStatement;

/** A home with tiny bundles on a real Felix, started as the launcher starts it. */
final class TinyTerminal implements AutoCloseable {
    /** Short, because what hangs here hangs on purpose. */
    private static final Exchange.Limits LIMITS =
            new Exchange.Limits(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(1));

    private static final Duration GRACE = Duration.ofMillis(1);

    private final Framework framework;
    private final Machinery machinery;
    private final Updates updates;
    private final Gate gate;
    private final List<String> said;

    private TinyTerminal(Framework framework, Machinery machinery, Updates updates, Gate gate, List<String> said) {
        this.framework = framework;
        this.machinery = machinery;
        this.updates = updates;
        this.gate = gate;
        this.said = said;
    }

    /** Makes a home with these bundles as its first generation, which trusts one key. */
    static void install(Path root, SigningKey key, Path... jars) throws IOException, RefusedException {
        for (String folder : List.of("etc/trust", "store", "generations", "updates", "run", "data")) {
            Files.createDirectories(root.resolve(folder));
        }
        Home home = new Home(root);
        BundleStore store = new BundleStore(home);
        List<BundleEntry> entries = new ArrayList<>();
        for (Path jar : jars) {
            try (InputStream in = Files.newInputStream(jar)) {
                store.put(in);
            }
            BundleJar bundle = BundleJar.read(jar);
            entries.add(new BundleEntry(bundle.symbolicName(), bundle.version(), Sha256.of(jar), 10 + entries.size()));
        }
        new Generations(home, store).commit(new Generation(1, 0, Instant.EPOCH, "first", "test", entries));
        new TrustStore(home, new SystemDisk(), Clock.systemUTC()).add(key.publicKey());
    }

    /** Puts right what an update left, then starts Felix. */
    static TinyTerminal start(Path root, Disk disk) throws IOException, BundleException {
        return start(root, disk, false);
    }

    /** @param died whether the run before ended by itself */
    static TinyTerminal start(Path root, Disk disk, boolean died) throws IOException, BundleException {
        Home home = new Home(root);
        BundleStore store = new BundleStore(home, disk);
        Generations generations = new Generations(home, store, disk);
        List<String> said = new ArrayList<>();
        Machinery machinery = new Machinery(
                home,
                disk,
                Clock.systemUTC(),
                store,
                generations,
                new TrustStore(home, disk, Clock.systemUTC()),
                UpdateJournal.open(home, disk, Clock.systemUTC(), said::add));
        new Recovery(machinery, said::add).finishOrUndo(died);
        Generations.Choice choice = generations.choose();
        said.addAll(choice.problems());
        Generation generation = choice.generation().orElseThrow();
        Path cache = home.run().resolve("cache");
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        cache.toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                        "100",
                        "felix.log.level",
                        "0"));
        framework.init();
        Gate gate = new Gate(home, cache);
        gate.allow(generation.bundles());
        framework.getBundleContext().registerService(ResolverHookFactory.class, gate, null);
        for (BundleEntry entry : generation.bundles()) {
            Bundle bundle = framework
                    .getBundleContext()
                    .installBundle("reference:" + store.path(entry.sha256()).toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(entry.startLevel());
            bundle.start();
        }
        framework.start();
        LiveTerminal live = new LiveTerminal(
                new Planner(home, store, framework),
                new Exchange(framework, store, LIMITS),
                new Watch(framework),
                new Lull(framework, Duration.ofMillis(50)),
                () -> said.add("restart"));
        Updates updates = new Updates(machinery, live, gate, generation, GRACE);
        updates.resume();
        return new TinyTerminal(framework, machinery, updates, gate, said);
    }

    /** A signed update file of jars. */
    static byte[] signed(Path folder, SigningKey key, long sequence, Path... jars) throws IOException {
        List<UpdateStatement.Claim> claims = new ArrayList<>();
        for (Path jar : jars) {
            claims.add(UpdateFile.claim(jar));
        }
        return signed(folder, key, sequence, claims, List.of(jars));
    }

    static byte[] signed(
            Path folder, SigningKey key, long sequence, List<UpdateStatement.Claim> claims, List<Path> jars)
            throws IOException {
        UpdateStatement statement =
                new UpdateStatement(sequence, Instant.now(), Optional.empty(), "", List.of(), List.of(), claims);
        Path file = Files.createTempFile(folder, "update", UpdateFile.SUFFIX);
        UpdateFile.write(file, statement, key, jars);
        return Files.readAllBytes(file);
    }

    Outcome push(byte[] update, Duration probation) throws RefusedException, IOException, InterruptedException {
        return updates.push(new ByteArrayInputStream(update), new Order("test", "", probation, true));
    }

    Updates updates() {
        return updates;
    }

    Gate gate() {
        return gate;
    }

    Framework framework() {
        return framework;
    }

    Machinery machinery() {
        return machinery;
    }

    /** What was told at the start. */
    List<String> said() {
        return said;
    }

    Bundle bundle(String name) {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** Name and version of everything that runs. */
    List<String> running() {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getBundleId() != 0 && bundle.getState() == Bundle.ACTIVE)
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
                .sorted()
                .toList();
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        updates.close();
        framework.stop();
        framework.waitForStop(5_000);
    }
}
