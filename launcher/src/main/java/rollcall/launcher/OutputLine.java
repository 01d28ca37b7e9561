package rollcall.launcher;

import java.util.Locale;

/**
 * One line of a command's output.
 *
 * @param kind what it is
 * @param text without the mark that said so
 */
record OutputLine(Kind kind, String text) {
    /** Where a line goes. */
    enum Kind {
        /** A line for standard output: a row, a result. */
        OUT,
        /** A line for standard error. */
        ERR,
        /** How far the work is; only the last one matters. */
        PROGRESS;

        /** Its name in the JSON lines of the admin door. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads a line as a bundle gives it: {@code ~} begins progress, {@code !} an error, anything else is output. */
    static OutputLine of(String line) {
        if (line.startsWith("~")) {
            return new OutputLine(Kind.PROGRESS, line.substring(1).strip());
        }
        if (line.startsWith("!")) {
            return new OutputLine(Kind.ERR, line.substring(1).strip());
        }
        return new OutputLine(Kind.OUT, line);
    }
}
