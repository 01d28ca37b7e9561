package rollcall.access;

/**
 * Who asks: an account, or the program that holds a token.
 *
 * @param name 1 to 64 letters, digits and {@code . _ -}
 * @param role what it may do
 */
public record Person(String name, Role role) {
    public Person {
        if (!isName(name)) {
            throw new IllegalArgumentException("a name of " + name.length()
                    + " characters: 1 to 64 letters, digits and . _ - are allowed, the first a letter or digit");
        }
    }

    /** Whether a text may be a name. */
    public static boolean isName(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    }
}
