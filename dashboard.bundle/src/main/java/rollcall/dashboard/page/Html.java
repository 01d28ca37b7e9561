package rollcall.dashboard.page;

/** Writes HTML; whatever is no markup of this bundle is escaped on its way in. */
public final class Html {
    private final StringBuilder out = new StringBuilder(8_192);

    /** Text as text, whatever it says. */
    public static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(isShown(each) ? each : '\ufffd');
            }
        }
        return safe.toString();
    }

    /** Not what has no width or turns the direction of what follows: a code must look like what it is. */
    private static boolean isShown(char each) {
        return (!Character.isISOControl(each) || each == '\n' || each == '\t')
                && !(each >= '\u200b' && each <= '\u200f')
                && !(each >= '\u202a' && each <= '\u202e')
                && !(each >= '\u2066' && each <= '\u2069');
    }

    /** Begins an element; attributes are names and values in turn. */
    public Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]);
            if (!attributes[i + 1].isEmpty() || attributes[i].equals("value") || attributes[i].equals("alt")) {
                out.append("=\"").append(escaped(attributes[i + 1])).append('"');
            }
        }
        out.append('>');
        return this;
    }

    /** Ends an element. */
    public Html close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    /** Text. */
    public Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** An element with text in it. */
    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Markup that this bundle made, such as what another of these says. */
    public Html markup(String html) {
        out.append(html);
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
