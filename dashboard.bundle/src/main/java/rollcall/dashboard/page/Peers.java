package rollcall.dashboard.page;

import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.store.StoreException;

/**
 * Services of other bundles, asked for at the moment they are used: a page is there while what it shows is replaced, and says so.
 *
 * <p>May be used from any thread.
 */
@Component(service = Peers.class)
public final class Peers {
    private final BundleContext context;

    /** What is asked of a service. */
    @FunctionalInterface
    public interface Question<S, R> {
        R of(S service) throws StoreException, InterruptedException;
    }

    @Activate
    public Peers(BundleContext context) {
        this.context = context;
    }

    /** Asks a service. */
    public <S, R> R ask(Class<S> type, Question<S, R> question)
            throws StoreException, InterruptedException, PeerAwayException {
        ServiceReference<S> reference = context.getServiceReference(type);
        S service = reference == null ? null : context.getService(reference);
        if (service == null) {
            throw new PeerAwayException(type.getSimpleName());
        }
        try {
            return question.of(service);
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.CLOSED) {
                throw new PeerAwayException(type.getSimpleName());
            }
            throw e;
        } catch (LinkageError e) {
            throw new PeerAwayException(type.getSimpleName());
        } finally {
            context.ungetService(reference);
        }
    }

    /** That something is not there, for who found out otherwise. */
    public PeerAwayException away(String name) {
        return new PeerAwayException(name);
    }

    /** Whether such a service is there. */
    public boolean has(Class<?> type) {
        return context.getServiceReference(type) != null;
    }

    /** A property that the launcher has set. */
    public Optional<String> property(String name) {
        return Optional.ofNullable(context.getProperty(name));
    }
}
