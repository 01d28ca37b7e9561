package rollcall.dashboard.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.await.ServiceAwayException;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;

/** {@code GET /status}: connectivity, disk, queue and uptime under the predecessor's keys. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/status")
public final class StatusServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;

    private final transient StoreAccess access;
    private final transient Figures figures;
    private final transient Path data;
    private final transient Instant started;

    @Activate
    public StatusServlet(BundleContext context, @Reference StoreAccess access, @Reference Figures figures) {
        this.access = access;
        this.figures = figures;
        this.data =
                Path.of(String.valueOf(context.getProperty("rollcall.home"))).resolve("data");
        String property = context.getProperty("rollcall.started");
        this.started = property == null ? Instant.now() : Instant.ofEpochMilli(Long.parseLong(property));
    }

    @Override
    protected Answer answer(HttpServletRequest request)
            throws StoreException, ServiceAwayException, InterruptedException, IOException {
        long pending = access.ask(ScanStore::queue).pending();
        // What the drains found out by themselves; nobody is called for this answer.
        boolean online = figures.value("system_online_status").orElse(0) > 0;
        FileStore disk = Files.getFileStore(data);
        long total = disk.getTotalSpace();
        long free = disk.getUsableSpace();
        Instant now = Instant.now();
        return new Answer(HttpServletResponse.SC_OK, json -> {
            json.writeBooleanField("online", online);
            json.writeObjectFieldStart("disk");
            writeDisk(json, total, total - free, free);
            json.writeEndObject();
            json.writeNumberField("queue_size", pending);
            json.writeNumberField(
                    "uptime_seconds", Duration.between(started, now).toMillis() / 1_000.0);
            json.writeStringField("timestamp", SeedTime.of(now));
        });
    }

    private static void writeDisk(JsonGenerator json, long total, long used, long free) throws IOException {
        json.writeNumberField("total_bytes", total);
        json.writeNumberField("used_bytes", used);
        json.writeNumberField("free_bytes", free);
        double percent = total == 0 ? 0 : 100.0 * used / total;
        json.writeNumberField(
                "percent_used",
                BigDecimal.valueOf(percent).setScale(2, RoundingMode.HALF_UP).doubleValue());
    }
}
