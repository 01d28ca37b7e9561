package rollcall.http.hold;

import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.dto.ServletDTO;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Holds requests to a servlet whose bundle is being replaced, instead of letting them fail.
 *
 * <p>While a bundle is swapped its servlets are unregistered for some tens of milliseconds, and Felix HTTP would answer
 * 404. A request to a pattern that was there a moment ago waits for it to come back, at most five seconds, then gets 503.
 * A request that failed while a servlet went is asked again if it only reads and nothing was sent yet; Felix dispatches
 * anew each time the chain is called.
 *
 * <p>No time span decides what a failure means. The service hook is called before Felix HTTP takes a servlet out (OSGi
 * Core 8, 55.3), and Felix HTTP itself is asked whether it has taken a new one in; so a failure of a request during which
 * no servlet went is the answer.
 */
@Component(
        service = {Preprocessor.class, EventListenerHook.class},
        immediate = true)
public final class SwapHold implements Preprocessor, EventListenerHook {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration MEMORY = Duration.ofSeconds(60);
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String SERVLET = Servlet.class.getName();

    private final Patterns patterns;
    private final Duration patience;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable HttpServiceRuntime server;

    @Activate
    public SwapHold() {
        this.patterns = new Patterns(MEMORY, this::servletFor, System::nanoTime);
        this.patience = PATIENCE;
    }

    SwapHold(Patterns patterns, Duration patience) {
        this.patterns = patterns;
        this.patience = patience;
    }

    /** Called with the reference alone: asking for the servlet here would wake it before it is needed. */
    @Reference(
            service = Servlet.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(&(osgi.http.whiteboard.servlet.pattern=*)(!(osgi.http.whiteboard.context.select=*)))")
    void addServlet(ServiceReference<Servlet> servlet) {
        Object value = servlet.getProperty(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN);
        patterns.add(id(servlet), value instanceof String[] many ? List.of(many) : List.of(String.valueOf(value)));
    }

    void removeServlet(ServiceReference<Servlet> servlet) {
        patterns.remove(id(servlet));
    }

    /** Hears of every service event before anybody else does. */
    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        if (event.getType() == ServiceEvent.UNREGISTERING
                && event.getServiceReference().getProperty(Constants.OBJECTCLASS) instanceof String[] types
                && List.of(types).contains(SERVLET)) {
            patterns.remove(id(event.getServiceReference()));
        }
    }

    private static long id(ServiceReference<?> servlet) {
        return servlet.getProperty(Constants.SERVICE_ID) instanceof Long id ? id : -1;
    }

    private OptionalLong servletFor(String path) {
        HttpServiceRuntime runtime = server;
        if (runtime == null) {
            return OptionalLong.empty();
        }
        ServletDTO servlet = runtime.calculateRequestInfoDTO(path).servletDTO;
        return servlet == null ? OptionalLong.empty() : OptionalLong.of(servlet.serviceId);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            try {
                hold(http, answer, chain);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                unavailable(answer);
            }
        } else {
            chain.doFilter(request, response);
        }
    }

    private void hold(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String path = path(request);
        boolean repeatable = READING.contains(request.getMethod());
        OptionalLong removals = patterns.await(path, deadline);
        while (removals.isPresent()) {
            Attempt attempt = new Attempt(response);
            boolean last = !repeatable || System.nanoTime() >= deadline;
            try {
                chain.doFilter(request, attempt);
                if (!attempt.failed()) {
                    return;
                }
                if (last || isFinal(attempt, request, removals.getAsLong())) {
                    attempt.passOn();
                    return;
                }
            } catch (IOException | ServletException | RuntimeException | LinkageError e) {
                if (last || isFinal(attempt, request, removals.getAsLong())) {
                    throw e;
                }
            }
            attempt.reset();
            removals = patterns.await(path, deadline);
        }
        unavailable(response);
    }

    /** Whether a failure cannot be made good, or is not explained by a servlet that went meanwhile. */
    private boolean isFinal(Attempt attempt, HttpServletRequest request, long removals) {
        return attempt.isCommitted() || request.isAsyncStarted() || patterns.removals() == removals;
    }

    private static String path(HttpServletRequest request) {
        String servlet = request.getServletPath() == null ? "" : request.getServletPath();
        return request.getPathInfo() == null ? servlet : servlet + request.getPathInfo();
    }

    private static void unavailable(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "1");
        Attempt.send(
                response,
                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                "this part of the terminal is being replaced; try again in a moment");
    }
}
