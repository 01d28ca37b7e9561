package rollcall.access.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Sessions by a clock of the test. */
public final class TestSessions {
    private TestSessions() {}

    public static Sessions at(LongSupplier nanoTime) {
        return new Sessions(Duration.ofMinutes(15), Duration.ofHours(12), nanoTime);
    }
}
