package rollcall.store.photo;

import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Counts photos that were kept and that could not be. May be used from any thread. */
@Component(service = PhotoOperations.class)
public final class PhotoOperations {
    private final LongAdder kept = new LongAdder();
    private final LongAdder failed = new LongAdder();

    @Activate
    public PhotoOperations() {}

    void kept() {
        kept.increment();
    }

    void failed() {
        failed.increment();
    }

    /** Photos kept since the store started. */
    public long keptCount() {
        return kept.sum();
    }

    /** Photos lost since then, because the disk did not take them. */
    public long failedCount() {
        return failed.sum();
    }
}
