package rollcall.launcher;

/** How the process ends, for scripts and for systemd. */
enum ExitCode {
    OK(0),
    /** Something nobody foresaw; the message says what. */
    FAILED(1),
    /** The command line was not understood. */
    USAGE(2),
    /** Another process runs this home. */
    ALREADY_RUNNING(3),
    /** No generation of this home is whole. */
    NO_GENERATION(4),
    /** The home cannot be used: not writable, full, or not a folder. */
    HOME_UNUSABLE(5),
    /** The port of the page is taken. */
    PORT_TAKEN(6),
    /** The terminal asks to be started again; {@code ./rollcall run} and the systemd unit do so. */
    RESTART(75);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
