package rollcall.shutdown;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** Whether the terminal is being stopped, and how it was stopped before. May be asked from any thread; answers at once. */
@ProviderType
public interface Shutdown {
    /** True from before the first bundle is stopped. */
    boolean isShuttingDown();

    /**
     * Waits until the terminal is being stopped.
     *
     * @return false if it was not within the time
     */
    boolean awaitShutdown(Duration patience) throws InterruptedException;

    /** Stops the terminal in order; returns at once. Asking again changes nothing. */
    void request();

    LastStop lastStop();
}
