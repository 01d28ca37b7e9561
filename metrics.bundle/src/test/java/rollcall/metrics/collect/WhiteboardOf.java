package rollcall.metrics.collect;

import io.prometheus.client.Collector;
import java.util.List;

/** A whiteboard with collectors that are there from the start, for the tests of who asks it. */
public final class WhiteboardOf {
    private WhiteboardOf() {}

    public static Whiteboard collectors(Collector... collectors) {
        return new Whiteboard(true, true, 100, List.of(collectors));
    }
}
