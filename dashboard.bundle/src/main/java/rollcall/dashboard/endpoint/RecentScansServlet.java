package rollcall.dashboard.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.await.ServiceAwayException;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Direction;
import rollcall.scan.Scan;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;

/** {@code GET /scans/recent?limit=}: the newest scans, newest first, under the predecessor's keys. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/scans/recent")
public final class RecentScansServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;
    private static final int DEFAULT_LIMIT = 100;
    private static final int SHOWN = 40;

    private final transient StoreAccess access;

    @Activate
    public RecentScansServlet(@Reference StoreAccess access) {
        this.access = access;
    }

    @Override
    protected Answer answer(HttpServletRequest request)
            throws BadRequestException, StoreException, ServiceAwayException, InterruptedException {
        int limit = limit(request.getParameter("limit"));
        List<Scan> scans = access.ask(store -> store.recent(limit));
        return new Answer(HttpServletResponse.SC_OK, json -> {
            json.writeArrayFieldStart("scans");
            for (Scan scan : scans) {
                write(json, scan);
            }
            json.writeEndArray();
            json.writeNumberField("count", scans.size());
        });
    }

    /** Nothing or empty is the default; anything but a whole number from 1 to 1000 is refused. */
    static int limit(@Nullable String text) throws BadRequestException {
        if (text == null || text.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= ScanStore.MAX_ROWS) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // The same complaint as for a number outside the range.
        }
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        throw new BadRequestException("limit", "= " + shown + ": allowed are 1 to " + ScanStore.MAX_ROWS);
    }

    static void write(JsonGenerator json, Scan scan) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", scan.row());
        json.writeStringField("student_number", scan.code());
        json.writeStringField("timestamp", SeedTime.of(scan.capturedAt()));
        json.writeStringField("scan_type", scanType(scan));
        json.writeStringField("status", status(scan));
        if (scan.evidence().photo().isPresent()) {
            // As the predecessor wrote it: from the home.
            json.writeStringField(
                    "photo_path", "data/photos/" + scan.evidence().photo().get().path());
        } else {
            json.writeNullField("photo_path");
        }
        json.writeNumberField("synced", scan.syncedAt().isPresent() ? 1 : 0);
        if (scan.syncedAt().isPresent()) {
            json.writeStringField("sync_timestamp", SeedTime.of(scan.syncedAt().get()));
        } else {
            json.writeNullField("sync_timestamp");
        }
        json.writeEndObject();
    }

    private static String scanType(Scan scan) {
        if (scan.decision() instanceof Accepted accepted) {
            return scanType(accepted.direction());
        }
        // A refused code has no direction; the key stays, as clients of the predecessor read it.
        return scan.decision() instanceof Duplicate duplicate ? scanType(duplicate.direction()) : "";
    }

    private static String scanType(Direction direction) {
        return direction == Direction.LOGIN ? "time_in" : "time_out";
    }

    private static String status(Scan scan) {
        if (scan.decision() instanceof Accepted accepted) {
            return accepted.late() ? "late" : "present";
        }
        return scan.decision() instanceof Duplicate ? "duplicate" : "rejected";
    }
}
