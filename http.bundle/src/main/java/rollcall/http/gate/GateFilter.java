package rollcall.http.gate;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import rollcall.access.Gate;
import rollcall.access.Verdict;
import rollcall.access.Verdict.Admitted;
import rollcall.access.Verdict.Refused;
import rollcall.access.Visit;
import rollcall.await.Awaited;
import rollcall.await.ServiceAwayException;

/**
 * Lets in only what the gate admits. While the gate is replaced requests wait for the next one; without one nothing gets in.
 *
 * <p>It stands before the hold of requests, so that nobody waits who may not come in.
 */
@Component(service = Preprocessor.class, property = "service.ranking:Integer=50")
public final class GateFilter implements Preprocessor {
    private static final System.Logger LOG = System.getLogger("rollcall.http");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String TOKEN = "x-form-token";
    private static final int BAD_REQUEST = 400;

    private final Awaited<Gate> gate;

    @Activate
    public GateFilter(BundleContext context) {
        this.gate = new Awaited<>(context, Gate.class);
    }

    @Deactivate
    public void close() {
        gate.close();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            // Felix HTTP has no others.
            throw new ServletException("no HTTP request");
        }
        hardened(answer);
        Verdict verdict = judge(http);
        if (verdict instanceof Admitted admitted) {
            pass(new KnownRequest(http, admitted), answer, chain);
        } else if (verdict instanceof Refused refused) {
            refuse(answer, refused);
        }
    }

    /** Whatever a servlet throws stays in the log; Jetty would show it to whoever asked. */
    private static void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException | LinkageError e) {
            String id = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "request failed, error " + id, e);
            if (response.isCommitted()) {
                throw e;
            }
            response.reset();
            hardened(response);
            refuse(
                    response,
                    new Refused(
                            HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                            "internal error " + id + "; the log says more"));
        }
    }

    private Verdict judge(HttpServletRequest request) {
        if (!isPlain(request.getRequestURI())) {
            return new Refused(BAD_REQUEST, "the path may have neither ; nor encoded slashes or dots in it");
        }
        if (isForm(request) && !isReadable(request)) {
            return new Refused(BAD_REQUEST, "the form is too large or no text of a form");
        }
        try {
            Visit visit = visit(request);
            return gate.call(PATIENCE, GateFilter::gone, one -> one.judge(visit));
        } catch (ServiceAwayException e) {
            return new Refused(
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "nobody is let in: access control is being replaced or did not start; the log says more",
                    Map.of("Retry-After", "1"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Refused(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the terminal is stopping");
        } catch (RuntimeException e) {
            String id = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "nobody is let in, error " + id, e);
            return new Refused(
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "internal error " + id + "; the log says more");
        }
    }

    private static boolean gone(Throwable failure) {
        return failure instanceof LinkageError;
    }

    /** What servers, proxies and this gate could understand in different ways is understood in none. */
    static boolean isPlain(String uri) {
        String path = uri.toLowerCase(Locale.ROOT);
        return path.startsWith("/")
                && !path.contains("//")
                && !path.contains(";")
                && !path.contains("\\")
                && !path.contains("%2f")
                && !path.contains("%5c")
                && !path.contains("%2e")
                && !path.contains("%25")
                && !path.contains("/../")
                && !path.contains("/./")
                && !path.endsWith("/..");
    }

    private static Visit visit(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), String.join(",", Collections.list(request.getHeaders(name))));
        }
        if (!headers.containsKey(TOKEN) && isForm(request)) {
            String token = request.getParameter("form-token");
            headers.put(TOKEN, token == null ? "" : token);
        }
        String servlet = request.getServletPath() == null ? "" : request.getServletPath();
        String path = request.getPathInfo() == null ? servlet : servlet + request.getPathInfo();
        return new Visit(
                request.getMethod(),
                path.isEmpty() ? "/" : path,
                request.isSecure(),
                String.valueOf(request.getRemoteAddr()),
                headers);
    }

    /** A form without a script has its token among its fields. */
    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getMethod().equals("POST")
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    private static boolean isReadable(HttpServletRequest request) {
        try {
            return request.getParameterMap() != null;
        } catch (RuntimeException e) {
            // Jetty's, for what is larger than a form may be, packed, or not in its character set.
            LOG.log(System.Logger.Level.DEBUG, "a form cannot be read", e);
            return false;
        }
    }

    /** Servlets may say something narrower; none has to think of it. */
    private static void hardened(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        response.setHeader("X-Frame-Options", "DENY");
    }

    private static void refuse(HttpServletResponse response, Refused refused) throws IOException {
        refused.headers().forEach(response::setHeader);
        response.setStatus(refused.status());
        response.setHeader("Content-Type", "application/json");
        response.setHeader("Cache-Control", "no-store");
        // Messages are this terminal's own words; what was asked for is not repeated.
        byte[] body = ("{\n  \"error\": \""
                        + refused.message().replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n}")
                .getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
