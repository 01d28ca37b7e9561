package rollcall.launcher.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import rollcall.launcher.home.JsonObject;

/**
 * Bytes with signatures over them and over their type, as DSSE 1.0 has it
 * (https://github.com/secure-systems-lab/dsse): what was signed is what is read, so nothing has to be made canonical.
 *
 * @param type what the payload is
 * @param payload the bytes
 * @param signatures at least one
 */
@SuppressWarnings("ArrayRecordComponent") // envelopes are never compared
public record Envelope(String type, byte[] payload, List<Signed> signatures) {
    /** More is somebody's attempt to keep the terminal busy. */
    private static final int MOST_SIGNATURES = 16;

    public Envelope {
        signatures = List.copyOf(signatures);
    }

    /**
     * One signature.
     *
     * @param keyId a hint at the key; what counts is the key that verifies
     * @param signature 64 bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // signatures are never compared
    public record Signed(String keyId, byte[] signature) {}

    public static Envelope sign(String type, byte[] payload, SigningKey key) {
        return new Envelope(type, payload, List.of(new Signed(key.publicKey().id(), key.sign(message(type, payload)))));
    }

    /** Whether this key signed it. */
    boolean isSignedBy(PublicKeyFile key) {
        byte[] message = message(type, payload);
        return signatures.stream().anyMatch(signed -> key.signed(message, signed.signature()));
    }

    /** What is signed: DSSE's pre-authentication encoding. */
    private static byte[] message(String type, byte[] payload) {
        byte[] name = type.getBytes(StandardCharsets.UTF_8);
        byte[] head =
                ("DSSEv1 " + name.length + " " + type + " " + payload.length + " ").getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, message, head.length, payload.length);
        return message;
    }

    public byte[] toJson() throws IOException {
        List<Object> list = new ArrayList<>();
        for (Signed signed : signatures) {
            list.add(JsonObject.of("keyid", signed.keyId())
                    .with("sig", Base64.getEncoder().encodeToString(signed.signature()))
                    .build());
        }
        return JsonObject.of("payloadType", type)
                .with("payload", Base64.getEncoder().encodeToString(payload))
                .with("signatures", list)
                .build()
                .toBytes();
    }

    /** Reads what {@link #toJson} or another writer of DSSE wrote; who signed is not looked at. */
    public static Envelope parse(byte[] json) throws RefusedException {
        try {
            JsonObject object = JsonObject.parse(json);
            List<Signed> signatures = new ArrayList<>();
            for (JsonObject signed : object.objects("signatures")) {
                signatures.add(new Signed(signed.text("keyid"), decode(signed.text("sig"))));
            }
            if (signatures.size() > MOST_SIGNATURES) {
                throw new RefusedException(
                        Refusal.MALFORMED, "more than " + MOST_SIGNATURES + " signatures are on one statement");
            }
            if (signatures.isEmpty()) {
                throw new RefusedException(Refusal.UNSIGNED, "the statement has no signature");
            }
            return new Envelope(object.text("payloadType"), decode(object.text("payload")), signatures);
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException(Refusal.MALFORMED, "the signed statement cannot be read: " + e.getMessage(), e);
        }
    }

    /** Either alphabet is allowed. */
    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    }
}
