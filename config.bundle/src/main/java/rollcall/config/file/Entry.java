package rollcall.config.file;

import java.util.List;
import java.util.Locale;

/**
 * One value of the file.
 *
 * @param section its top-level object
 * @param key its path below that, joined with dots
 * @param values one text, or the elements of an array
 * @param array whether it stood in brackets
 * @param line where its key stands, from 1
 */
record Entry(String section, String key, List<String> values, boolean array, int line) {
    private static final List<String> SECRETS =
            List.of("password", "secret", "token", "api_key", "apikey", "auth_header", "credential", "url");

    Entry {
        values = List.copyOf(values);
    }

    String name() {
        return section + "." + key;
    }

    /** The value as it may be shown to people: secrets, and addresses that may hold one, are masked. */
    String shown() {
        String lower = key.toLowerCase(Locale.ROOT);
        if (SECRETS.stream().anyMatch(lower::contains)) {
            return "***";
        }
        String text = array ? values.toString() : String.join("", values);
        String clean = text.replaceAll("\\p{Cntrl}", " ");
        return clean.length() > 80 ? clean.substring(0, 80) + "..." : clean;
    }
}
