package rollcall.metrics.remote;

import java.time.Instant;
import java.util.Optional;

/** How far the receiver has everything, over restarts. */
interface Cursor {
    /** Up to when; empty if nothing was ever sent or nobody can say now. */
    Optional<Instant> get();

    /** Keeps it if that can be done now. */
    void put(Instant at);
}
