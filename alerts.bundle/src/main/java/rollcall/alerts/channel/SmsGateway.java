package rollcall.alerts.channel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import rollcall.alert.Delivery;
import rollcall.message.TextMessages;

/** The SMS service of section {@code alerts.sms}, in the shape it wants to be asked. */
final class SmsGateway implements TextMessages {
    /** What a gateway says to a key it has had before (SMS Gateway for Android): the message is on its way already. */
    private static final String KNOWN = "HTTP 409";

    /** How the service wants to be asked. */
    private interface Shape {
        String path();

        String contentType();

        String body(String number, String text, String key);
    }

    private final Post post;
    private final Shape shape;
    private final boolean knowsKeys;
    private final String login;

    SmsGateway(Target target, AlertsConfig config) {
        this.post = new Post(target);
        this.knowsKeys = !config.sms_shape().equals("twilio");
        this.shape = knowsKeys ? gateway(config.sms_from()) : twilio(config.sms_user(), config.sms_from());
        this.login = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (config.sms_user() + ":" + config.sms_secret()).getBytes(StandardCharsets.UTF_8));
    }

    private static Shape gateway(String device) {
        return new Shape() {
            @Override
            public String path() {
                return "";
            }

            @Override
            public String contentType() {
                return "application/json";
            }

            @Override
            public String body(String number, String text, String key) {
                return AlertJson.text(json -> {
                    json.writeStartObject();
                    json.writeStringField("id", key);
                    json.writeStringField("deviceId", device);
                    json.writeArrayFieldStart("phoneNumbers");
                    json.writeString(number);
                    json.writeEndArray();
                    json.writeObjectFieldStart("textMessage");
                    json.writeStringField("text", text);
                    json.writeEndObject();
                    json.writeEndObject();
                });
            }
        };
    }

    private static Shape twilio(String account, String from) {
        return new Shape() {
            @Override
            public String path() {
                return "/2010-04-01/Accounts/" + encoded(account) + "/Messages.json";
            }

            @Override
            public String contentType() {
                return "application/x-www-form-urlencoded";
            }

            @Override
            public String body(String number, String text, String key) {
                return "To=" + encoded(number) + "&From=" + encoded(from) + "&Body=" + encoded(text);
            }
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public Delivery send(String number, String text, String key) throws InterruptedException {
        Delivery delivery = post.send(
                shape.path(),
                Map.of("Content-Type", shape.contentType(), "Authorization", login),
                shape.body(number, SmsText.fitting(text), key));
        return knowsKeys && delivery.answer().equals(KNOWN) ? Delivery.delivered(KNOWN) : delivery;
    }
}
