package rollcall.alerts.channel;

import java.text.Normalizer;
import rollcall.alert.Notice;

/** What fits one SMS: at most 160 characters of the GSM alphabet (3GPP TS 23.038), those of two places left out. */
final class SmsText {
    static final int LONGEST = 160;
    private static final String ALPHABET = "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private SmsText() {}

    /** The predecessor's words, then as much of the details as fits. */
    static String of(Notice notice) {
        String details = notice.alert().parameters().isEmpty()
                ? ""
                : " - Details: "
                        + String.join(
                                ", ",
                                notice.alert().parameters().entrySet().stream()
                                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                                        .toList());
        String start =
                switch (notice.kind()) {
                    case FIRING ->
                        notice.alert().severity() + " ALERT: " + notice.alert().message() + details;
                    case SUMMARY, TEST -> notice.text();
                    case ACKNOWLEDGED, RESOLVED ->
                        notice.kind() + ": " + notice.alert().message() + details;
                };
        return fitting(start + " @" + notice.alert().device());
    }

    /** The text as one segment carries it. */
    static String fitting(String text) {
        return cut(gsm(text));
    }

    /** Letters that the alphabet lacks lose their accents; what is left becomes a question mark. */
    static String gsm(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(point -> {
            String one = Character.toString(point);
            String plain = ALPHABET.contains(one)
                    ? one
                    : Normalizer.normalize(one, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
            out.append(!plain.isEmpty() && ALPHABET.contains(plain) ? plain : "?");
        });
        return out.toString();
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST - 3) + "..." : text;
    }
}
