package rollcall.alerts.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import rollcall.alert.AlertChannel;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/**
 * Posts the predecessor's JSON with more fields behind it, and signs it.
 *
 * <p>{@code X-Rollcall-Signature} is HMAC-SHA256 in hexadecimal digits over the timestamp, a dot and the body.
 */
final class WebhookChannel implements AlertChannel {
    private final Post post;
    private final String authorization;
    private final String secret;
    private final Clock clock;

    WebhookChannel(Target target, String authorization, String secret, Clock clock) {
        this.post = new Post(target);
        this.authorization = authorization;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Severity least() {
        return Severity.INFO;
    }

    @Override
    public int mostAnHour() {
        return 600;
    }

    @Override
    public Grouping grouping() {
        return Grouping.SINGLE;
    }

    @Override
    public Delivery deliver(Notice notice) throws InterruptedException {
        String body = AlertJson.text(json -> {
            json.writeStartObject();
            AlertJson.event(json, notice);
            json.writeEndObject();
        });
        String time = String.valueOf(clock.instant().getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Idempotency-Key", notice.key());
        headers.put("X-Rollcall-Timestamp", time);
        if (!authorization.isEmpty()) {
            headers.put("Authorization", authorization);
        }
        if (!secret.isEmpty()) {
            headers.put("X-Rollcall-Signature", signature(secret, time + "." + body));
        }
        return post.send("", headers, body);
    }

    private static String signature(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
