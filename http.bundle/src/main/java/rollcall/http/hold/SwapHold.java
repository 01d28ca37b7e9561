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
import java.util.List;
import java.util.Set;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Holds requests to a servlet whose bundle is being replaced, instead of letting them fail.
 *
 * <p>While a bundle is swapped its servlets are unregistered for some tens of milliseconds, and Felix HTTP would answer
 * 404. A request to a pattern that was there a moment ago waits for it to come back, at most five seconds, then gets 503.
 * A servlet that vanishes under a running request is asked again if the request only reads and nothing was sent yet;
 * Felix dispatches anew each time the chain is called.
 */
@Component(service = Preprocessor.class)
public final class SwapHold implements Preprocessor {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration MEMORY = Duration.ofSeconds(60);

    /** For this long after a servlet came or went, a failure is taken for a consequence of it. */
    private static final Duration UNSETTLED = Duration.ofSeconds(1);

    private static final long PAUSE_MILLIS = 5;
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Patterns patterns;
    private final Duration patience;

    @Activate
    public SwapHold() {
        this(new Patterns(MEMORY, System::nanoTime), PATIENCE);
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
        patterns.add(servlet, value instanceof String[] many ? List.of(many) : List.of(String.valueOf(value)));
    }

    void removeServlet(ServiceReference<Servlet> servlet) {
        patterns.remove(servlet);
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
        while (patterns.await(path, deadline)) {
            Attempt attempt = new Attempt(response);
            try {
                chain.doFilter(request, attempt);
            } catch (IOException | ServletException | RuntimeException | LinkageError e) {
                if (!repeatable || !unsettled(attempt, request)) {
                    throw e;
                }
                continue;
            }
            if (!attempt.failed()) {
                return;
            }
            if (!repeatable || !unsettled(attempt, request)) {
                attempt.passOn();
                return;
            }
        }
        unavailable(response);
    }

    /**
     * Whether a failure is explained by servlets that came or went just now, and can be made good. A servlet that is back
     * is known here a moment before Felix HTTP dispatches to it.
     */
    private boolean unsettled(Attempt attempt, HttpServletRequest request) throws InterruptedException {
        if (attempt.isCommitted() || request.isAsyncStarted() || !patterns.changedWithin(UNSETTLED)) {
            return false;
        }
        attempt.reset();
        Thread.sleep(PAUSE_MILLIS);
        return true;
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
