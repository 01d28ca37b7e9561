package rollcall.launcher.update;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import rollcall.launcher.home.BundleEntry;
import rollcall.launcher.home.BundleJar;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Disk;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.JsonObject;
import rollcall.launcher.home.Reason;
import rollcall.launcher.trust.Refusal;
import rollcall.launcher.trust.RefusedException;
import rollcall.launcher.trust.TrustStore;
import rollcall.launcher.trust.UpdateStatement;

/** Takes an update file in: who signed it, for whom, and whether the jars are what was signed. Touches nothing that runs. */
final class Intake {
    /** What has to stay free for scans, beside the update itself, in bytes. */
    private static final long RESERVE = 64L << 20;

    private final Home home;
    private final BundleStore store;
    private final TrustStore trust;
    private final Disk disk;

    Intake(Home home, BundleStore store, TrustStore trust, Disk disk) {
        this.home = home;
        this.store = store;
        this.trust = trust;
        this.disk = disk;
    }

    /**
     * An update whose jars are in the store.
     *
     * @param entries what is to run
     */
    record Taken(TrustStore.Accepted accepted, List<BundleEntry> entries) {
        Taken {
            entries = List.copyOf(entries);
        }

        /** What the journal keeps of it. */
        JsonObject.Builder details() {
            UpdateStatement statement = accepted.statement();
            List<Object> bundles = new ArrayList<>();
            for (UpdateStatement.Claim claim : statement.bundles()) {
                bundles.add(JsonObject.of("symbolicName", claim.symbolicName())
                        .with("version", claim.version().toString())
                        .with("sha256", claim.sha256())
                        .build());
            }
            return JsonObject.of("key", accepted.key().id())
                    .with("keyName", accepted.key().name())
                    .with("sequence", statement.sequence())
                    .with("note", statement.note())
                    .with("bundles", bundles);
        }
    }

    /** Reads a file to its end; what is refused leaves no jar behind that {@code current} does not need. */
    Taken take(InputStream content, Generation current) throws IOException, RefusedException {
        UpdateFile file = UpdateFile.open(content);
        TrustStore.Accepted accepted = trust.accept(file.envelope());
        UpdateStatement statement = accepted.statement();
        checkNames(statement, current);
        checkSpace(statement);
        try {
            file.takeJars(statement, store);
            return new Taken(accepted, entries(statement, current));
        } catch (RefusedException | IOException e) {
            forget(statement, current, e);
            throw e;
        }
    }

    /** Removes what was taken in and is not needed after all. */
    void forget(UpdateStatement statement, Generation current, Exception cause) {
        for (UpdateStatement.Claim claim : statement.bundles()) {
            if (current.bundles().stream().noneMatch(entry -> entry.sha256().equals(claim.sha256()))) {
                try {
                    store.remove(claim.sha256());
                } catch (IOException e) {
                    cause.addSuppressed(e);
                }
            }
        }
    }

    private static void checkNames(UpdateStatement statement, Generation current) throws RefusedException {
        for (UpdateStatement.Claim claim : statement.bundles()) {
            if (current.bundle(claim.symbolicName()).isEmpty()) {
                throw new RefusedException(
                        Refusal.PLAN,
                        "no bundle " + claim.symbolicName() + " runs here; there are "
                                + current.bundles().stream()
                                        .map(BundleEntry::symbolicName)
                                        .sorted()
                                        .toList());
            }
        }
    }

    private void checkSpace(UpdateStatement statement) throws IOException, RefusedException {
        long needed = statement.size() + RESERVE;
        long free = disk.free(home.store());
        if (free < needed) {
            throw new RefusedException(
                    Refusal.NO_SPACE,
                    "it needs " + (needed >> 20) + " MiB (" + (RESERVE >> 20) + " of them stay free for scans), and "
                            + (free >> 20) + " MiB are free; make room with: ./rollcall generations gc");
        }
    }

    /** Looks into the jars: whole, no bombs, and named as the statement names them. */
    private List<BundleEntry> entries(UpdateStatement statement, Generation current) throws RefusedException {
        List<BundleEntry> entries = new ArrayList<>();
        for (UpdateStatement.Claim claim : statement.bundles()) {
            try {
                BundleJar.readThrough(store.path(claim.sha256()));
                BundleJar jar = BundleJar.read(store.path(claim.sha256()));
                if (!jar.symbolicName().equals(claim.symbolicName())
                        || !jar.version().equals(claim.version())) {
                    throw new RefusedException(
                            Refusal.CONTENT_DIFFERS,
                            "signed as " + claim.symbolicName() + " " + claim.version() + ", but the jar is "
                                    + jar.symbolicName() + " " + jar.version());
                }
            } catch (IOException e) {
                throw new RefusedException(
                        Refusal.MALFORMED, "not a usable bundle: " + claim.symbolicName() + ": " + Reason.of(e), e);
            }
            int level = current.bundle(claim.symbolicName()).orElseThrow().startLevel();
            entries.add(new BundleEntry(claim.symbolicName(), claim.version(), claim.sha256(), level));
        }
        return entries;
    }
}
