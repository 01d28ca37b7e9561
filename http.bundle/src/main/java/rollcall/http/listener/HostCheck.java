package rollcall.http.listener;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Lets only requests in that ask for this machine by a loopback name.
 *
 * <p>Listening on loopback keeps other machines out but not other web sites: a page that has its own name point to
 * 127.0.0.1 (DNS rebinding) would be read by the browser as if the terminal were its own. Such a request bears the foreign
 * name in its Host header and gets 421.
 */
@Component(service = Preprocessor.class, property = "service.ranking:Integer=100")
public final class HostCheck implements Preprocessor {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
    private static final int MISDIRECTED = 421;

    @Activate
    public HostCheck() {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && !isLoopback(http.getServerName())) {
            answer.setStatus(MISDIRECTED);
            answer.setContentLength(0);
            return;
        }
        chain.doFilter(request, response);
    }

    static boolean isLoopback(String name) {
        return LOOPBACK.contains(name.toLowerCase(Locale.ROOT));
    }
}
