package rollcall.update.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import rollcall.update.desk.UpdateDesk;

/** Looks into {@code updates/inbox} every two seconds, on a thread named {@code update-inbox}. */
@Component(service = InboxComponent.class, immediate = true)
public final class InboxComponent {
    private static final System.Logger LOG = System.getLogger("rollcall.update");
    private static final int SECONDS = 2;

    private final Inbox inbox;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "update-inbox"));

    @Activate
    public InboxComponent(BundleContext context, @Reference UpdateDesk desk) {
        this.inbox = new Inbox(Path.of(String.valueOf(context.getProperty("rollcall.home")), "updates", "inbox"), desk);
        var unused = thread.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            inbox.step();
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the inbox of updates cannot be looked at", e);
        }
    }

    /** Does not wait for an update under way: it may be this bundle that is being replaced. */
    @Deactivate
    public void close() {
        thread.shutdown();
    }
}
