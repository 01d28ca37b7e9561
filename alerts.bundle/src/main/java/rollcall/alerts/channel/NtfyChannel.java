package rollcall.alerts.channel;

import java.util.LinkedHashMap;
import java.util.Map;
import rollcall.alert.AlertChannel;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/** A message to an ntfy topic; the steps are in its text. */
final class NtfyChannel implements AlertChannel {
    private final Post post;
    private final String token;

    NtfyChannel(Target target, String token) {
        this.post = new Post(target);
        this.token = token;
    }

    @Override
    public String name() {
        return "ntfy";
    }

    @Override
    public Severity least() {
        return Severity.WARNING;
    }

    @Override
    public Delivery deliver(Notice notice) throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Title",
                SmsText.gsm(notice.alert().device() + ": " + notice.alert().type())
                        .replace('?', '-'));
        headers.put("Priority", String.valueOf(priority(notice)));
        headers.put("Tags", notice.kind() == Notice.Kind.RESOLVED ? "white_check_mark" : "warning");
        if (notice.link().startsWith("http")) {
            headers.put("Click", notice.link());
        }
        if (!token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
        return post.send("", headers, PlainText.of(notice));
    }

    /** 1 to 5; 5 rings through. */
    private static int priority(Notice notice) {
        if (notice.kind() == Notice.Kind.RESOLVED) {
            return 3;
        }
        return switch (notice.alert().severity()) {
            case INFO -> 2;
            case WARNING -> 3;
            case ERROR -> 4;
            case CRITICAL -> 5;
        };
    }
}
