package rollcall.launcher.trust;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.framework.Version;
import rollcall.launcher.home.JsonObject;

/**
 * What a signer says of an update: these bundles, in this order of time, for these terminals.
 *
 * @param sequence 1 and up; of two statements on a bundle the later one has the higher number
 * @param created when it was signed
 * @param notAfter until when it may be taken in; for ever, if missing
 * @param note one line for people, may be empty
 * @param architectures of the processor, as {@code os.arch} has it; any, if empty
 * @param terminals host names; any, if empty
 * @param bundles 1 to 64, each symbolic name once
 */
public record UpdateStatement(
        long sequence,
        Instant created,
        Optional<Instant> notAfter,
        String note,
        List<String> architectures,
        List<String> terminals,
        List<Claim> bundles) {
    /** The payload's type in the envelope. */
    public static final String TYPE = "application/vnd.rollcall.update+json";

    /** The largest jar, in bytes: four times the largest bundle there is. */
    public static final long LARGEST_JAR = 160L << 20;

    private static final int MOST_BUNDLES = 64;
    private static final int LONGEST_NOTE = 200;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /**
     * One bundle.
     *
     * @param symbolicName as in its manifest
     * @param version as in its manifest
     * @param sha256 of the jar, 64 hexadecimal digits
     * @param size of the jar in bytes, 1 to 160 MiB
     */
    public record Claim(String symbolicName, Version version, String sha256, long size) {
        public Claim {
            if (!NAME.matcher(symbolicName).matches() || symbolicName.length() > LONGEST_NOTE) {
                throw new IllegalArgumentException("'" + symbolicName + "' is no symbolic name");
            }
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(symbolicName + ": sha256 is not 64 hexadecimal digits");
            }
            if (size < 1 || size > LARGEST_JAR) {
                throw new IllegalArgumentException(
                        symbolicName + ": " + size + " bytes; allowed are 1 to " + (LARGEST_JAR >> 20) + " MiB");
            }
        }
    }

    public UpdateStatement {
        architectures = List.copyOf(architectures);
        terminals = List.copyOf(terminals);
        bundles = List.copyOf(bundles);
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence " + sequence + "; the lowest is 1");
        }
        if (bundles.isEmpty() || bundles.size() > MOST_BUNDLES) {
            throw new IllegalArgumentException(bundles.size() + " bundles; allowed are 1 to " + MOST_BUNDLES);
        }
        if (note.length() > LONGEST_NOTE || note.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the note has to be one line of at most " + LONGEST_NOTE + " characters");
        }
        Set<String> names = new HashSet<>();
        for (Claim claim : bundles) {
            if (!names.add(claim.symbolicName())) {
                throw new IllegalArgumentException(claim.symbolicName() + " is named twice");
            }
        }
    }

    /** All jars together, in bytes. */
    public long size() {
        return bundles.stream().mapToLong(Claim::size).sum();
    }

    /** The bundles with their versions, for people. */
    public String words() {
        return String.join(
                ", ",
                bundles.stream()
                        .map(claim -> claim.symbolicName() + " " + claim.version())
                        .toList());
    }

    public byte[] toJson() throws IOException {
        List<Object> claims = new ArrayList<>();
        for (Claim claim : bundles) {
            claims.add(JsonObject.of("symbolicName", claim.symbolicName())
                    .with("version", claim.version().toString())
                    .with("sha256", claim.sha256())
                    .with("size", claim.size())
                    .build());
        }
        JsonObject.Builder json = JsonObject.of("sequence", sequence).with("created", created.toString());
        notAfter.ifPresent(end -> json.with("notAfter", end.toString()));
        return json.with("note", note)
                .with("architectures", architectures)
                .with("terminals", terminals)
                .with("bundles", claims)
                .build()
                .toBytes();
    }

    /** Reads what {@link #toJson} wrote. */
    static UpdateStatement parse(byte[] payload) throws RefusedException {
        try {
            JsonObject json = JsonObject.parse(payload);
            List<Claim> claims = new ArrayList<>();
            for (JsonObject claim : json.objects("bundles")) {
                claims.add(new Claim(
                        claim.text("symbolicName"),
                        Version.parseVersion(claim.text("version")),
                        claim.text("sha256"),
                        claim.number("size")));
            }
            return new UpdateStatement(
                    json.number("sequence"),
                    Instant.parse(json.text("created")),
                    json.text("notAfter").isEmpty()
                            ? Optional.empty()
                            : Optional.of(Instant.parse(json.text("notAfter"))),
                    json.text("note"),
                    json.texts("architectures"),
                    json.texts("terminals"),
                    claims);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new RefusedException(Refusal.MALFORMED, "the statement is not valid: " + e.getMessage(), e);
        }
    }
}
