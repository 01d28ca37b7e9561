package rollcall.dashboard.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a value. A key that no bundle declares is masked, because nobody knows what it holds; so is one that is declared
 * as a secret. Of an address user, password, query and fragment are left out, whatever key it stands under.
 */
public final class Redaction {
    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)(?:[^/?#\\s]*@)?([^?#\\s]*)(?:[?#]\\S*)?");

    private Redaction() {}

    /** The text to show. */
    public static String shown(@Nullable Key key, String value) {
        if (value.isEmpty()) {
            return value;
        }
        return key == null || key.secret() ? Key.MASK : address(value);
    }

    /** The same text, its addresses without what may be a secret in them. */
    static String address(String value) {
        Matcher addresses = ADDRESS.matcher(value);
        return addresses.replaceAll(found -> Matcher.quoteReplacement(found.group(1) + found.group(2)));
    }
}
