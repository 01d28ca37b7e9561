package rollcall.launcher.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import rollcall.launcher.home.Disk;
import rollcall.launcher.home.Home;

/**
 * Whom a terminal believes: the keys in {@code etc/trust}, without those that were revoked. Everything is read anew at
 * each call, so that a change counts at once.
 */
public final class TrustStore {
    private static final String HAND_OVER = "(hand-over)";

    /** How far the clock may be behind that of the signer before it is not believed. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofHours(26);

    private final Home home;
    private final Disk disk;
    private final Clock clock;
    private final Revocations revocations;
    private final Sequences sequences;

    public TrustStore(Home home, Disk disk, Clock clock) {
        this.home = home;
        this.disk = disk;
        this.clock = clock;
        this.revocations = new Revocations(home.trust().resolve("revoked"), disk);
        this.sequences = new Sequences(home.trust().resolve("sequences.json"), disk);
    }

    /**
     * One line of the list.
     *
     * @param revoked why and when; empty if it is trusted
     */
    public record Entry(String name, String id, String revoked) {}

    /**
     * A statement that was found good.
     *
     * @param key whose signature counts
     */
    public record Accepted(UpdateStatement statement, PublicKeyFile key) {}

    /** All keys, trusted ones and revoked ones. */
    public List<Entry> list() throws IOException {
        Map<String, String> revoked = new LinkedHashMap<>(revocations.all());
        List<Entry> entries = new ArrayList<>();
        for (PublicKeyFile key : files()) {
            String why = revoked.remove(key.id());
            entries.add(new Entry(key.name(), key.id(), why == null ? "" : why));
        }
        revoked.forEach((id, why) -> entries.add(new Entry("-", id, why)));
        return entries;
    }

    /** Trusts a key from now on. */
    public void add(PublicKeyFile key) throws IOException, RefusedException {
        String why = revocations.all().get(key.id());
        if (why != null) {
            throw new RefusedException(
                    Refusal.REVOKED_KEY,
                    "key " + key.id() + " was revoked (" + why
                            + ") and cannot come back; make a new one with: ./rollcall keygen");
        }
        for (PublicKeyFile known : files()) {
            if (known.name().equals(key.name()) && !known.id().equals(key.id())) {
                throw new RefusedException(
                        Refusal.MALFORMED,
                        "another key is called " + key.name() + " here (" + known.id() + "); rename " + key.name()
                                + PublicKeyFile.SUFFIX + " or revoke the other one first");
            }
        }
        disk.replace(
                home.trust().resolve(key.name() + PublicKeyFile.SUFFIX),
                key.toPem().getBytes(StandardCharsets.US_ASCII),
                Disk.OPEN);
    }

    /** Never trusts a key again, by its name or id. */
    public String revoke(String nameOrId, String reason) throws IOException, RefusedException {
        Optional<String> named = files().stream()
                .filter(key -> key.name().equals(nameOrId) || key.id().equals(nameOrId))
                .map(PublicKeyFile::id)
                .findFirst();
        // An id may be revoked before its key ever came.
        String id = named.orElse(nameOrId);
        if (!id.matches("[0-9a-f]{16}")) {
            throw new RefusedException(
                    Refusal.UNKNOWN_KEY, "no key is called " + nameOrId + "; ./rollcall trust list tells the names");
        }
        revocations.add(id, clock.instant(), reason);
        return id;
    }

    /** Does what a trusted key says about keys. */
    public TrustChange apply(Envelope envelope) throws IOException, RefusedException {
        PublicKeyFile key = verify(envelope, TrustChange.TYPE);
        TrustChange change = TrustChange.parse(envelope.payload());
        long highest = sequences.highest(key.id(), HAND_OVER);
        if (change.sequence() <= highest) {
            throw new RefusedException(
                    Refusal.OLD_SEQUENCE,
                    "this hand-over (" + change.sequence() + ") is not newer than the last one (" + highest + ")");
        }
        for (PublicKeyFile added : change.added()) {
            add(added);
        }
        for (String id : change.revoked()) {
            revocations.add(id, clock.instant(), "handed over by " + key.name());
        }
        // Last, so that a power cut before leaves a change that can be applied once more.
        sequences.note(key.id(), Map.of(HAND_OVER, change.sequence()));
        return change;
    }

    /** Checks who signed an update, and whether it is meant for here and now. Changes nothing. */
    public Accepted accept(Envelope envelope) throws IOException, RefusedException {
        PublicKeyFile key = verify(envelope, UpdateStatement.TYPE);
        UpdateStatement statement = UpdateStatement.parse(envelope.payload());
        checkTime(statement);
        new Target(statement).check();
        for (UpdateStatement.Claim claim : statement.bundles()) {
            checkSequence(statement.sequence(), claim.symbolicName());
        }
        return new Accepted(statement, key);
    }

    /** Notes that an update was taken in, so that none that is older can follow. */
    public void note(String keyId, long sequence, List<String> bundles) throws IOException {
        Map<String, Long> subjects = new LinkedHashMap<>();
        bundles.forEach(name -> subjects.put(name, sequence));
        sequences.note(keyId, subjects);
    }

    private void checkTime(UpdateStatement statement) throws RefusedException {
        if (statement.notAfter().isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        if (now.isBefore(statement.created().minus(CLOCK_TOLERANCE))) {
            throw new RefusedException(
                    Refusal.CLOCK_UNKNOWN,
                    "the clock says " + now + ", but this was signed at " + statement.created()
                            + ": whether it expired cannot be told; set the clock and send it again");
        }
        if (now.isAfter(statement.notAfter().get())) {
            throw new RefusedException(
                    Refusal.EXPIRED,
                    "expired at " + statement.notAfter().get() + " (it is " + now + "); have it signed anew");
        }
    }

    /** Whoever signed: a key that is still trusted has the last word, so that one that was stolen cannot block for ever. */
    private void checkSequence(long sequence, String bundle) throws IOException, RefusedException {
        for (PublicKeyFile key : trusted()) {
            long highest = sequences.highest(key.id(), bundle);
            if (sequence < highest) {
                throw new RefusedException(
                        Refusal.OLD_SEQUENCE,
                        bundle + ": sequence " + sequence + " is older than " + highest + ", which key " + key.name()
                                + " sent before; to go back to what ran here: ./rollcall rollback");
            }
        }
    }

    private PublicKeyFile verify(Envelope envelope, String type) throws IOException, RefusedException {
        List<PublicKeyFile> trusted = trusted();
        if (trusted.isEmpty()) {
            throw new RefusedException(
                    Refusal.NO_TRUSTED_KEY,
                    "no key is trusted here, so nothing is let in; whoever is in charge types: ./rollcall trust add NAME.pub"
                            + " (a key of your own: ./rollcall keygen)");
        }
        if (!envelope.type().equals(type)) {
            throw new RefusedException(
                    Refusal.MALFORMED, "signed is '" + envelope.type() + "', expected '" + type + "'");
        }
        for (PublicKeyFile key : trusted) {
            if (envelope.isSignedBy(key)) {
                return key;
            }
        }
        throw stranger(envelope, trusted);
    }

    private RefusedException stranger(Envelope envelope, List<PublicKeyFile> trusted) throws IOException {
        Map<String, String> revoked = revocations.all();
        List<String> ids =
                envelope.signatures().stream().map(Envelope.Signed::keyId).toList();
        for (String id : ids) {
            String why = revoked.get(id);
            if (why != null) {
                return new RefusedException(Refusal.REVOKED_KEY, "signed by key " + id + ", which was revoked: " + why);
            }
        }
        for (PublicKeyFile key : trusted) {
            if (ids.contains(key.id())) {
                return new RefusedException(
                        Refusal.BAD_SIGNATURE,
                        "the signature of key " + key.name()
                                + " does not fit: the statement was changed after it was signed");
            }
        }
        return new RefusedException(
                Refusal.UNKNOWN_KEY,
                "signed by key " + String.join(", ", ids) + ", which is not trusted here; trusted are "
                        + trusted.stream()
                                .map(key -> key.name() + " (" + key.id() + ")")
                                .toList());
    }

    private List<PublicKeyFile> trusted() throws IOException {
        Map<String, String> revoked = revocations.all();
        return files().stream().filter(key -> !revoked.containsKey(key.id())).toList();
    }

    private List<PublicKeyFile> files() throws IOException {
        if (!Files.isDirectory(home.trust())) {
            return List.of();
        }
        List<PublicKeyFile> keys = new ArrayList<>();
        try (Stream<Path> files = Files.list(home.trust())) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(PublicKeyFile.SUFFIX)) {
                    keys.add(PublicKeyFile.read(file));
                }
            }
        }
        return keys;
    }
}
