package rollcall.launcher;

import java.io.Console;
import java.util.Optional;

/** Whoever sits at the terminal that started this process, if anybody does. */
final class Person {
    private Person() {}

    /** The console, if standard input and standard output are a terminal. */
    @SuppressWarnings(
            "SystemConsoleNull") // java.base's console, asked for here, is null without a terminal in any version
    static Optional<Console> console() {
        // From Java 22 the default is one that is there always.
        System.setProperty("jdk.console", "java.base");
        return Optional.ofNullable(System.console());
    }
}
