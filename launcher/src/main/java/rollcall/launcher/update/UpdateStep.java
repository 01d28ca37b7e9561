package rollcall.launcher.update;

/** How far an update is. Each step is in the journal, on the disk, before what follows it is begun. */
public enum UpdateStep {
    /** Something came; nothing of it is believed yet. */
    RECEIVED,
    /** The signature is good, and the jars are what was signed. */
    VERIFIED,
    /** What it will do is known and allowed. */
    PLANNED,
    /** Jars and generation are durable; nothing was stopped yet. */
    STAGED,
    /** The new bundles run; the switch of {@code current} follows. */
    SWAPPED,
    /** It is current, and watched. */
    PROBATION,
    /** It stays. */
    COMMITTED,
    /** What ran before runs again; the reason is in words. */
    ROLLED_BACK,
    /** Nothing was touched; the reason is in words. */
    REFUSED;

    /** Whether nothing is left to do. */
    public boolean isEnd() {
        return this == COMMITTED || this == ROLLED_BACK || this == REFUSED;
    }
}
