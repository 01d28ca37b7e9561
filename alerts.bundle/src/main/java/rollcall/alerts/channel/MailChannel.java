package rollcall.alerts.channel;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import rollcall.alert.AlertChannel;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/**
 * Mail as plain text. {@code Message-ID} is made of the idempotency key, so that a mail that comes twice is known by it; what
 * is said of one alert stands in one thread.
 */
final class MailChannel implements AlertChannel {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final int LONGEST_SUBJECT = 180;
    private static final int ENCODED_WORD = 45;
    private static final int BASE64_LINE = 76;

    private final MailServer server;
    private final List<String> to;
    private final Clock clock;

    MailChannel(MailServer server, List<String> to, Clock clock) {
        if (to.isEmpty()) {
            throw new IllegalArgumentException("alerts.email.to: at least one address is needed");
        }
        this.server = server;
        this.to = to.stream().map(one -> MailServer.address("to", one)).toList();
        this.clock = clock;
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public Severity least() {
        return Severity.WARNING;
    }

    @Override
    public Delivery deliver(Notice notice) {
        String host = domain(notice.alert().device());
        return server.send(host, to, mail(notice, host));
    }

    private String mail(Notice notice, String host) {
        String text = PlainText.of(notice).replace("\n", "\r\n") + "\r\n";
        String body = Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\r', '\n'})
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return String.join(
                "\r\n",
                "Date: " + DATE.format(clock.instant().atZone(ZoneId.systemDefault())),
                "From: Rollcall <" + server.from() + ">",
                // One line each: addresses of many would make a longer one than is allowed.
                "To: " + String.join(",\r\n ", to),
                "Subject: " + subject(notice),
                "Message-ID: <" + word(notice.key()) + "@" + host + ">",
                "References: <" + notice.alert().id() + "@" + host + ">",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: base64",
                "",
                body,
                "");
    }

    private static String subject(Notice notice) {
        String text = "[" + notice.alert().device() + "] " + notice.alert().severity() + ": " + notice.text();
        String cut = text.length() > LONGEST_SUBJECT ? text.substring(0, LONGEST_SUBJECT - 3) + "..." : text;
        if (cut.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            return cut;
        }
        return encoded(cut);
    }

    /** Encoded words of RFC 2047, each of whole characters and within 75. */
    private static String encoded(String text) {
        StringBuilder out = new StringBuilder();
        StringBuilder part = new StringBuilder();
        text.codePoints().forEach(point -> {
            String one = Character.toString(point);
            if ((part + one).getBytes(StandardCharsets.UTF_8).length > ENCODED_WORD) {
                out.append(encodedWord(part.toString())).append("\r\n ");
                part.setLength(0);
            }
            part.append(one);
        });
        return out.append(encodedWord(part.toString())).toString();
    }

    private static String encodedWord(String text) {
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    /** A device is a word; what a name of a host must not have in it becomes a dash. */
    private static String domain(String device) {
        String name = device.replaceAll("[^A-Za-z0-9.-]", "-").replaceAll("^[.-]+|[.-]+$", "");
        return name.isEmpty() ? "terminal" : name;
    }

    private static String word(String key) {
        return key.replaceAll("[^A-Za-z0-9.+_-]", "-");
    }
}
