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
    private final transient Path data;
    private final transient Instant started;

    @Activate
    public StatusServlet(BundleContext context, @Reference StoreAccess access) {
        this.access = access;
        this.data =
                Path.of(String.valueOf(context.getProperty("rollcall.home"))).resolve("data");
        String property = context.getProperty("rollcall.started");
        this.started = property == null ? Instant.now() : Instant.ofEpochMilli(Long.parseLong(property));
    }

    @Override
    protected Answer answer(HttpServletRequest request)
            throws StoreException, ServiceAwayException, InterruptedException, IOException {
        long pending = access.ask(ScanStore::queue).pending();
        FileStore disk = Files.getFileStore(data);
        long total = disk.getTotalSpace();
        long free = disk.getUsableSpace();
        Instant now = Instant.now();
        return new Answer(HttpServletResponse.SC_OK, json -> {
            // No far end can be configured yet, so there is nothing to be online with.
            json.writeBooleanField("online", false);
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
