package rollcall.access.console;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/** Gives pages of the Web Console the token that the gate asks for, and a content security policy as strict as they bear. */
@Component(service = Filter.class)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=org.apache.felix.webconsole)")
public final class ConsoleFilter implements Filter {
    /** Its pages have scripts and styles of their own inside, so these cannot be forbidden; whatever comes from elsewhere is. */
    private static final String POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self';"
            + " form-action 'self'; frame-ancestors 'none'";

    /** Where the console shows the configuration with every secret in it, alone or in a collection of everything. */
    private static final Pattern TELLING =
            Pattern.compile("/(?i:configMgr|config|status|status-Configurations)(?:[/.].*)?|.*\\.(?i:zip|nfo)");

    @Activate
    public ConsoleFilter() {}

    /** Whether a path within the console tells secrets. */
    static boolean isTelling(String path) {
        return TELLING.matcher(path).matches();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            // Felix HTTP has no others.
            throw new ServletException("no HTTP response");
        }
        if (isTelling(http.getServletPath() + (http.getPathInfo() == null ? "" : http.getPathInfo()))) {
            answer.setStatus(HttpServletResponse.SC_FORBIDDEN);
            answer.setHeader("Content-Type", "text/plain; charset=utf-8");
            answer.getWriter()
                    .write(
                            "The console would show the configuration with its secrets; it is under /admin/settings without them.");
            return;
        }
        answer.setHeader("Content-Security-Policy", POLICY);
        answer.setHeader("Cache-Control", "no-store");
        answer.setHeader("Referrer-Policy", "same-origin");
        ConsolePage page = new ConsolePage(answer, String.valueOf(request.getAttribute("rollcall.formToken")));
        chain.doFilter(request, page);
        page.finish();
    }
}
