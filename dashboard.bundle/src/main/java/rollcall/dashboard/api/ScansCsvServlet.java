package rollcall.dashboard.api;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.dashboard.attendance.ScanQueries;
import rollcall.dashboard.attendance.ScanQueries.BadQueryException;
import rollcall.dashboard.endpoint.JsonServlet;
import rollcall.dashboard.endpoint.JsonServlet.BadRequestException;
import rollcall.dashboard.operation.Operations;
import rollcall.dashboard.page.PeerAwayException;
import rollcall.dashboard.page.Peers;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Scan;
import rollcall.scan.Student;
import rollcall.store.ScanSearch;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;

/** {@code GET /api/v1/scans.csv}: all scans that match, as a table for spreadsheets; for who may know names, and noted. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/scans.csv")
public final class ScansCsvServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger("rollcall.dashboard");
    private static final int SHOWN = 200;
    private static final String HEAD = "row,id,code,name,section,outcome,direction,captured_at,synced_at\r\n";

    private final transient Peers peers;
    private final transient Operations operations;

    @Activate
    public ScansCsvServlet(@Reference Peers peers, @Reference Operations operations) {
        this.peers = peers;
        this.operations = operations;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (!request.isUserInRole("operator")) {
                JsonServlet.send(
                        response,
                        JsonServlet.error(HttpServletResponse.SC_FORBIDDEN, "this needs the role operator"),
                        false);
                return;
            }
            Inputs inputs = new Inputs(request, "text", "outcome", "from", "to");
            ScanSearch.Query first = ScanQueries.of(inputs::text, true, ScanStore.MAX_ROWS, ZoneId.systemDefault());
            ScanSearch.Found found = peers.ask(ScanSearch.class, search -> search.find(first));
            operations.noted(String.valueOf(request.getRemoteUser()), "scans.exported", query(request), "");
            response.setHeader("Content-Type", "text/csv; charset=utf-8");
            response.setHeader("Content-Disposition", "attachment; filename=\"scans.csv\"");
            response.setHeader("Cache-Control", "no-store");
            OutputStream out = response.getOutputStream();
            out.write(HEAD.getBytes(StandardCharsets.UTF_8));
            write(out, first, found);
        } catch (BadQueryException e) {
            JsonServlet.send(response, JsonServlet.bad(new BadRequestException(e)), false);
        } catch (BadRequestException e) {
            JsonServlet.send(response, JsonServlet.bad(e), false);
        } catch (PeerAwayException e) {
            response.setHeader("Retry-After", "1");
            JsonServlet.send(
                    response,
                    JsonServlet.error(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the store is being replaced"),
                    false);
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.ERROR, "an export ended early: {0}", e.getMessage());
            throw new IOException("the export ended early", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String query(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null || query.isEmpty() ? "all" : query.substring(0, Math.min(query.length(), SHOWN));
    }

    private void write(OutputStream out, ScanSearch.Query first, ScanSearch.Found found)
            throws IOException, StoreException, InterruptedException {
        ScanSearch.Found page = found;
        while (true) {
            StringBuilder lines = new StringBuilder();
            page.scans().forEach(scan -> lines.append(line(scan)));
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            Optional<Long> next = page.next();
            if (next.isEmpty()) {
                return;
            }
            ScanSearch.Query query = new ScanSearch.Query(
                    first.text(), true, first.outcome(), first.from(), first.to(), next, ScanStore.MAX_ROWS);
            page = peers.ask(ScanSearch.class, search -> search.find(query));
        }
    }

    private static String line(Scan scan) {
        String outcome = "rejected";
        String direction = "";
        if (scan.decision() instanceof Accepted accepted) {
            outcome = accepted.late() ? "late" : "present";
            direction = accepted.direction().name().toLowerCase(Locale.ROOT);
        } else if (scan.decision() instanceof Duplicate duplicate) {
            outcome = "duplicate";
            direction = duplicate.direction().name().toLowerCase(Locale.ROOT);
        }
        return String.join(
                        ",",
                        String.valueOf(scan.row()),
                        scan.id().toString(),
                        cell(scan.code()),
                        cell(scan.student().map(Student::name).orElse("")),
                        cell(scan.student().map(Student::section).orElse("")),
                        outcome,
                        direction,
                        scan.capturedAt().toString(),
                        scan.syncedAt().map(Instant::toString).orElse(""))
                + "\r\n";
    }

    /** A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection). */
    static String cell(String text) {
        String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return safe.matches("[A-Za-z0-9 ._/-]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
