package rollcall.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.DurableFile;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Generations;
import rollcall.launcher.home.Home;

/** Puts a release into a home: bundles, launcher, first configuration, admin token. Never touches what a school wrote. */
final class Installation {
    private static final int TOKEN_BYTES = 32;

    private final Home home;
    private final BundleStore store;
    private final Generations generations;
    private final Clock clock;
    private final Consumer<String> out;

    Installation(Home home, BundleStore store, Generations generations, Clock clock, Consumer<String> out) {
        this.home = home;
        this.store = store;
        this.generations = generations;
        this.clock = clock;
        this.out = out;
    }

    /** Makes a new generation of the release. */
    Generation install(Release release, int parent) throws IOException {
        out.accept("installing into " + home.root());
        try (Stream<Path> jars = Files.list(release.folder().resolve("bundles"))) {
            for (Path jar : jars.sorted().toList()) {
                try (InputStream in = Files.newInputStream(jar)) {
                    store.put(in);
                }
            }
        }
        copyLauncher(release.folder().resolve("lib"));
        int number = generations.nextNumber();
        String reason =
                parent > 0 ? "new build" : number == 1 ? "first installation" : "none was whole, installed again";
        Generation generation =
                new Generation(number, parent, clock.instant(), reason, release.id(), release.bundles());
        generations.commit(generation);
        return generation;
    }

    /** Writes {@code etc/config.json} if there is none, with the camera that is there, else the demo. */
    void firstConfiguration(Path template) throws IOException {
        if (Files.exists(home.config()) || !Files.exists(template)) {
            return;
        }
        String camera = Files.exists(Path.of("/dev/video0")) ? "v4l2:0" : "demo";
        String content = Files.readString(template).replace("@CAMERA@", camera);
        DurableFile.write(home.config(), content.getBytes(StandardCharsets.UTF_8));
        out.accept("wrote " + home.config() + " with camera.source = " + camera);
    }

    /** Makes the token of the admin door if there is none; only the owner of the home can read it. */
    void adminToken() throws IOException {
        if (!Files.exists(home.adminToken())) {
            byte[] token = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(token);
            DurableFile.write(
                    home.adminToken(),
                    (HexFormat.of().formatHex(token) + "\n").getBytes(StandardCharsets.US_ASCII),
                    "rw-------");
        }
    }

    private void copyLauncher(Path lib) throws IOException {
        try (Stream<Path> jars = Files.list(lib)) {
            for (Path jar : jars.toList()) {
                Path incoming = home.lib().resolve(jar.getFileName() + ".new");
                Files.copy(jar, incoming, StandardCopyOption.REPLACE_EXISTING);
                DurableFile.sync(incoming);
                DurableFile.rename(incoming, home.lib().resolve(jar.getFileName()));
            }
        }
    }
}
