package rollcall.store.sqlite;

import org.osgi.service.component.annotations.Component;

/**
 * Why the database did not open last, so that it is said once. Each user of the database makes Declarative Services try
 * anew; this outlives the attempts. May be used from any thread.
 */
@Component(service = SaidBefore.class)
public final class SaidBefore {
    private String last = "";

    /** Takes note of a reason; false if it was the last one too. */
    synchronized boolean isNew(String reason) {
        boolean different = !last.equals(reason);
        last = reason;
        return different;
    }
}
