package rollcall.launcher;

/** Ends the command with one line for people and an exit code. */
final class LauncherException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    LauncherException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    LauncherException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
