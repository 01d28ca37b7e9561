package rollcall.http.listener;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Tells Felix HTTP where to listen: on loopback, at the configured port, from then on when that changes. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "rollcall.admin_dashboard",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ListenerConfig.class)
public final class HttpListener {
    static final String JETTY_PID = "org.apache.felix.http";
    static final String PORT = "org.osgi.service.http.port";
    static final String HOST = "org.apache.felix.http.host";
    static final String ENABLED = "org.apache.felix.http.enable";

    private static final System.Logger LOG = System.getLogger("rollcall.http");
    private static final String LOOPBACK = "127.0.0.1";
    private static final Set<String> LOOPBACK_NAMES = Set.of(LOOPBACK, "localhost", "::1", "");

    @Activate
    public HttpListener(BundleContext context, @Reference ConfigurationAdmin admin, ListenerConfig config)
            throws IOException {
        if (!LOOPBACK_NAMES.contains(config.host())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "admin_dashboard.host = {0}: only {1} is allowed as long as there is no TLS; it stays on {1}",
                    config.host(),
                    LOOPBACK);
        }
        Configuration jetty = admin.getConfiguration(JETTY_PID, "?");
        Dictionary<String, Object> present = jetty.getProperties();
        Map<String, Object> wanted = Map.of(PORT, config.port(), HOST, LOOPBACK, ENABLED, config.enabled());
        // Every update restarts Jetty, so what the launcher has set already is not said again.
        boolean asStarted = present == null
                && config.enabled()
                && String.valueOf(config.port()).equals(context.getProperty(PORT))
                && LOOPBACK.equals(context.getProperty(HOST));
        if (!asStarted) {
            jetty.updateIfDifferent(FrameworkUtil.asDictionary(wanted));
        }
    }
}
