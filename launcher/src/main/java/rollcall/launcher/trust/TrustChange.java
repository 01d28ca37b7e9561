package rollcall.launcher.trust;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rollcall.launcher.home.JsonObject;

/**
 * A hand-over: whoever is trusted says whom to trust from now on, and whom no longer.
 *
 * @param sequence 1 and up; an older change than the last one is refused
 * @param created when it was signed
 * @param added keys to trust
 * @param revoked ids of keys never to be trusted again
 */
public record TrustChange(long sequence, Instant created, List<PublicKeyFile> added, List<String> revoked) {
    /** The payload's type in the envelope. */
    public static final String TYPE = "application/vnd.rollcall.trust+json";

    public TrustChange {
        added = List.copyOf(added);
        revoked = List.copyOf(revoked);
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence " + sequence + "; the lowest is 1");
        }
        if (added.isEmpty() && revoked.isEmpty()) {
            throw new IllegalArgumentException("nothing is changed");
        }
        for (String id : revoked) {
            if (!id.matches("[0-9a-f]{16}")) {
                throw new IllegalArgumentException("key id '" + id + "' is not 16 hexadecimal digits");
            }
        }
    }

    public byte[] toJson() throws IOException {
        List<Object> keys = new ArrayList<>();
        for (PublicKeyFile key : added) {
            keys.add(JsonObject.of("name", key.name()).with("key", key.toPem()).build());
        }
        return JsonObject.of("sequence", sequence)
                .with("created", created.toString())
                .with("add", keys)
                .with("revoke", revoked)
                .build()
                .toBytes();
    }

    static TrustChange parse(byte[] payload) throws RefusedException {
        try {
            JsonObject json = JsonObject.parse(payload);
            List<PublicKeyFile> keys = new ArrayList<>();
            for (JsonObject key : json.objects("add")) {
                keys.add(PublicKeyFile.parse(key.text("name"), key.text("key")));
            }
            return new TrustChange(
                    json.number("sequence"), Instant.parse(json.text("created")), keys, json.texts("revoke"));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new RefusedException(Refusal.MALFORMED, "the hand-over is not valid: " + e.getMessage(), e);
        }
    }
}
