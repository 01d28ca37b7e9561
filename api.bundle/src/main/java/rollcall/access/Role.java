package rollcall.access;

import java.util.Locale;
import java.util.Optional;

/** What a person or a program may do; each role may do what those before it may. */
public enum Role {
    /** Read the metrics. */
    METRICS,
    /** See how the terminal is, and scans without names. */
    VIEWER,
    /** See names; acknowledge, silence, flush, test. */
    OPERATOR,
    /** Everything. */
    ADMIN;

    /** Whether this role may do what another may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** Its name in files, commands and answers: in small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that name. */
    public static Optional<Role> of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
