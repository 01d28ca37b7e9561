package rollcall.alerts.channel;

import rollcall.alert.AlertChannel;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/** A message through a Slack incoming webhook: plain text, which also screen readers and phones show. */
final class SlackChannel implements AlertChannel {
    private final Post post;

    SlackChannel(Target target) {
        this.post = new Post(target);
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Severity least() {
        return Severity.WARNING;
    }

    @Override
    public Delivery deliver(Notice notice) throws InterruptedException {
        String body = AlertJson.text(json -> {
            json.writeStartObject();
            json.writeStringField("text", escaped(PlainText.of(notice)));
            json.writeEndObject();
        });
        return post.json("", body);
    }

    /** The three characters Slack gives a meaning to. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
