package rollcall.shutdown;

/** How the run of the terminal before this one ended. */
public enum LastStop {
    /** There was none. */
    NONE("none"),
    CLEAN("clean"),
    /** It stopped, but something did not stop with it and was left behind; the receipt names it. */
    UNCLEAN("unclean"),
    POWER_CUT("power cut"),
    /** It had come to a standstill, and the service manager or the machine's watchdog ended it. */
    WATCHDOG("watchdog"),
    KILLED("killed"),
    OUT_OF_MEMORY("out of memory"),
    /** The Java virtual machine broke down. */
    CRASH("crash"),
    /** Code of a bundle ended the process; the receipt names the class. */
    EXIT("ended by a bundle");

    private final String words;

    LastStop(String words) {
        this.words = words;
    }

    /** As people read it. */
    public String words() {
        return words;
    }

    public boolean isInOrder() {
        return this == NONE || this == CLEAN;
    }
}
