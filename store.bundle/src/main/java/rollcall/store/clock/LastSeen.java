package rollcall.store.clock;

import java.util.Optional;
import java.util.OptionalLong;
import rollcall.store.DeviceState;
import rollcall.store.StoreException;

/** The last {@link Anchor} in the device's state, so that a restart does not forget it. Belongs to one thread. */
final class LastSeen {
    private static final System.Logger LOG = System.getLogger("rollcall.store");
    private static final String KEY = "store.clock";

    /** Stands in place of an offset after an unexplained step. */
    private static final String VOID = "void";

    /** Written no more often than this: it ages in hours and wears the disk. */
    private static final long WRITE_MILLIS = 3_600_000;

    private final DeviceState memory;
    private String kept;
    private OptionalLong writtenAt = OptionalLong.empty();

    LastSeen(DeviceState memory) throws StoreException {
        this.memory = memory;
        this.kept = memory.get(KEY).orElse("");
    }

    /** The anchor that is kept, if it means something now: in the same boot, or where a clock ran on meanwhile. */
    Optional<Anchor> restored(String boot, boolean hasRtc, Moment now) {
        Optional<Anchor> anchor = Anchor.of(kept);
        if (anchor.isEmpty() || (!boot.isEmpty() && anchor.get().boot().equals(boot))) {
            return anchor;
        }
        return hasRtc
                ? Optional.of(new Anchor(anchor.get().boot(), anchor.get().wallMillis(), now.offset()))
                : Optional.empty();
    }

    /** Keeps the anchor, unless one of this hour is kept. */
    void remember(Anchor anchor, Moment now) {
        boolean justWritten = writtenAt.isPresent() && now.monotonicMillis() - writtenAt.getAsLong() < WRITE_MILLIS;
        boolean recent = Anchor.of(kept)
                .filter(other -> other.boot().equals(anchor.boot()))
                .filter(other -> Math.abs(anchor.wallMillis() - other.wallMillis()) < WRITE_MILLIS)
                .filter(other -> Math.abs(anchor.offset() - other.offset()) <= Anchor.STEP_MILLIS)
                .isPresent();
        if (!justWritten && !recent) {
            write(anchor.text());
            writtenAt = OptionalLong.of(now.monotonicMillis());
        }
    }

    /**
     * Keeps that this setting of the clock is void, at once: after an unexplained step the clock must not be believed, nor
     * after a restart.
     */
    void forget(String boot, long setAtMillis) {
        String text = boot + " " + setAtMillis + " " + VOID;
        if (!kept.equals(text)) {
            write(text);
        }
    }

    /** The setting of the clock that is kept, void or not, if it was in this boot. */
    OptionalLong setAt(String boot) {
        String text = kept.endsWith(" " + VOID) ? kept.replace(" " + VOID, " 0") : kept;
        return Anchor.of(text)
                .filter(anchor -> !boot.isEmpty() && anchor.boot().equals(boot))
                .map(anchor -> OptionalLong.of(anchor.wallMillis()))
                .orElse(OptionalLong.empty());
    }

    private void write(String text) {
        try {
            memory.put(KEY, text);
            kept = text;
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "when the clock was right is not kept: {0}", e.getMessage());
        }
    }
}
