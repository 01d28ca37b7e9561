package rollcall.dashboard.endpoint;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /system/info}: what machine this is, under the predecessor's keys; its {@code python_version} tells the Java there is. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/system/info")
public final class SystemInfoServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;
    private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    @Activate
    public SystemInfoServlet() {}

    @Override
    protected Answer answer(HttpServletRequest request) {
        return new Answer(HttpServletResponse.SC_OK, json -> {
            json.writeStringField("python_version", java());
            json.writeStringField("platform", platform());
            json.writeStringField("processor", property("os.arch"));
            json.writeStringField("hostname", hostname());
            json.writeStringField("timestamp", SeedTime.of(Instant.now()));
        });
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }

    /** The Java there is, with who made it. */
    public static String java() {
        return "Java " + property("java.runtime.version") + " (" + property("java.vendor") + ")";
    }

    /** System, kernel and kind of processor. */
    public static String platform() {
        return property("os.name") + "-" + property("os.version") + "-" + property("os.arch");
    }

    /** The machine's name. Not asked of the network, which may not answer. */
    public static String hostname() {
        try {
            return Files.readString(HOSTNAME).strip();
        } catch (IOException e) {
            // No Linux: then what the shell was told.
            String name = System.getenv("HOSTNAME");
            return name == null ? "" : name;
        }
    }
}
