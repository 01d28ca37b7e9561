package rollcall.alert;

import java.util.Locale;

/** How bad it is, in rising order. */
public enum Severity {
    INFO,
    WARNING,
    ERROR,
    CRITICAL;

    /** The word outside the terminal: lower case, as the predecessor writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
