package rollcall.sync.pull;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where something is fetched from. */
interface Source {
    /**
     * What there is now.
     *
     * @param mark what was told with it the last time, empty if there was no last time
     * @return nothing if it is as it was then
     */
    Optional<Found> fetch(String mark) throws IOException, InterruptedException;

    /**
     * What was found.
     *
     * @param texts its parts in their order
     * @param mark what to ask with the next time; empty if the far end gives nothing of the kind
     */
    record Found(List<String> texts, String mark) {}
}
