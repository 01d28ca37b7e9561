package rollcall.access.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Tells the Web Console what the gate has found out; without this service the console is not there at all. */
@Component(service = SecurityProvider.class, property = SecurityProvider.PROPERTY_ID + "=rollcall")
public final class ConsoleSecurity implements SecurityProvider {
    private static final String ADMIN = "admin";

    @Activate
    public ConsoleSecurity() {}

    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        if (request.isUserInRole(ADMIN)) {
            return request.getRemoteUser();
        }
        // The gate lets nobody else come this far; a second lock where bundles are installed.
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        return null;
    }

    @Override
    public boolean authorize(Object user, String role) {
        // Whoever is in is admin.
        return true;
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        // Sessions end at /logout alone; a GET must not end one.
        response.setHeader("Location", "/");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }
}
