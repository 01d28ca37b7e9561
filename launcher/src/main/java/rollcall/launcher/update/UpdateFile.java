package rollcall.launcher.update;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import rollcall.launcher.home.BundleJar;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Reason;
import rollcall.launcher.home.Sha256;
import rollcall.launcher.trust.Envelope;
import rollcall.launcher.trust.Refusal;
import rollcall.launcher.trust.RefusedException;
import rollcall.launcher.trust.SigningKey;
import rollcall.launcher.trust.UpdateStatement;

/**
 * An update as it travels: a ZIP file with the signed statement first and one {@code SHA256.jar} for each bundle.
 *
 * <p>It is read as a stream, once, and nothing of it is believed before the statement's signature was found good. Jars
 * are written no further than the size that was signed.
 */
public final class UpdateFile {
    /** What update files are called. */
    public static final String SUFFIX = ".update";

    private static final String STATEMENT = "statement.json";
    private static final int LARGEST_STATEMENT = 256 << 10;

    private final ZipInputStream zip;
    private final Envelope envelope;

    private UpdateFile(ZipInputStream zip, Envelope envelope) {
        this.zip = zip;
        this.envelope = envelope;
    }

    /** What the file says, not yet checked. */
    public Envelope envelope() {
        return envelope;
    }

    /** What a jar says of itself, as a statement has it. */
    public static UpdateStatement.Claim claim(Path jar) throws IOException {
        BundleJar bundle = BundleJar.read(jar);
        return new UpdateStatement.Claim(bundle.symbolicName(), bundle.version(), Sha256.of(jar), Files.size(jar));
    }

    /** Writes an update file for jars, in the order of the statement's bundles. */
    public static void write(Path target, UpdateStatement statement, SigningKey key, List<Path> jars)
            throws IOException {
        byte[] envelope =
                Envelope.sign(UpdateStatement.TYPE, statement.toJson(), key).toJson();
        Path temporary = target.resolveSibling(target.getFileName() + ".new");
        try (OutputStream file = Files.newOutputStream(temporary);
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(file))) {
            // Jars are compressed already.
            zip.setLevel(1);
            zip.putNextEntry(new ZipEntry(STATEMENT));
            zip.write(envelope);
            zip.closeEntry();
            for (int i = 0; i < jars.size(); i++) {
                zip.putNextEntry(new ZipEntry(statement.bundles().get(i).sha256() + ".jar"));
                Files.copy(jars.get(i), zip);
                zip.closeEntry();
            }
        }
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether a file begins like one that {@link #open} can read; a plain jar does not. */
    public static boolean is(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            return Optional.ofNullable(zip.getNextEntry())
                    .filter(entry -> entry.getName().equals(STATEMENT))
                    .isPresent();
        } catch (ZipException e) {
            return false;
        }
    }

    /** Reads the statement and stops before the jars. */
    public static UpdateFile open(InputStream in) throws IOException, RefusedException {
        ZipInputStream zip = new ZipInputStream(in);
        try {
            ZipEntry first = zip.getNextEntry();
            if (first == null) {
                throw new RefusedException(Refusal.MALFORMED, "not an update file: no ZIP file at all");
            }
            if (!first.getName().equals(STATEMENT)) {
                throw new RefusedException(
                        Refusal.UNSIGNED,
                        "not signed: the file does not begin with " + STATEMENT
                                + "; sign it with: ./rollcall sign FILE.jar");
            }
            byte[] statement = zip.readNBytes(LARGEST_STATEMENT + 1);
            if (statement.length > LARGEST_STATEMENT) {
                throw new RefusedException(
                        Refusal.MALFORMED, "the statement is larger than " + (LARGEST_STATEMENT >> 10) + " KiB");
            }
            return new UpdateFile(zip, Envelope.parse(statement));
        } catch (ZipException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    /** Takes the jars of a statement that was found good into the store; none of them, if one is not what was signed. */
    void takeJars(UpdateStatement statement, BundleStore store) throws IOException, RefusedException {
        Map<String, UpdateStatement.Claim> missing = new HashMap<>();
        statement.bundles().forEach(claim -> missing.put(claim.sha256() + ".jar", claim));
        try {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                UpdateStatement.Claim claim = missing.remove(entry.getName());
                if (claim == null) {
                    throw new RefusedException(
                            Refusal.CONTENT_DIFFERS,
                            "the file has '" + shortened(entry.getName()) + "', which was not signed");
                }
                take(claim, store);
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw damaged(e);
        }
        if (!missing.isEmpty()) {
            throw new RefusedException(
                    Refusal.CONTENT_DIFFERS,
                    "the jar of " + missing.values().iterator().next().symbolicName() + " is missing in the file");
        }
    }

    private void take(UpdateStatement.Claim claim, BundleStore store) throws IOException, RefusedException {
        try {
            String found = store.put(new SignedLength(zip, claim.size()));
            if (!found.equals(claim.sha256())) {
                store.remove(found);
                throw new RefusedException(
                        Refusal.CONTENT_DIFFERS,
                        "the jar of " + claim.symbolicName()
                                + " is not the one that was signed: it was changed or damaged");
            }
        } catch (SignedLength.TooLongException e) {
            throw new RefusedException(
                    Refusal.CONTENT_DIFFERS,
                    "the jar of " + claim.symbolicName() + " is larger than the " + claim.size()
                            + " bytes that were signed",
                    e);
        }
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(name.length(), 80)).replaceAll("\\p{Cntrl}", "?");
    }

    private static RefusedException damaged(Exception e) {
        return new RefusedException(Refusal.MALFORMED, "the file is damaged: " + Reason.of(e), e);
    }
}
