package rollcall.dashboard.live;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.await.ServiceAwayException;
import rollcall.dashboard.endpoint.JsonServlet;
import rollcall.dashboard.endpoint.StoreAccess;
import rollcall.scan.Scan;
import rollcall.store.Queue;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.Totals;

/**
 * {@code GET /api/v1/events}: the newest scans, then each as it is stored, and the terminal's state when it changes.
 *
 * <p>{@code Last-Event-ID} continues after that scan. A stream is written by its own thread, so a slow reader holds up
 * nobody else; there are at most eight.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/events")
public final class LiveServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger("rollcall.dashboard");

    private static final int MOST_STREAMS = 8;
    private static final int FIRST_SCANS = 20;
    private static final int BATCH = 100;
    private static final long LOOK_MILLIS = 1_000;
    private static final long HEARTBEAT_NANOS = 15_000_000_000L;

    private final transient StoreAccess access;
    private final transient Wake wake;
    private final transient Semaphore streams = new Semaphore(MOST_STREAMS);

    @Activate
    public LiveServlet(@Reference StoreAccess access, @Reference Wake wake) {
        this.access = access;
        this.wake = wake;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            JsonServlet.methodNotAllowed(response);
        } else if (!streams.tryAcquire()) {
            response.setHeader("Retry-After", "10");
            JsonServlet.send(
                    response,
                    JsonServlet.error(
                            HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                            MOST_STREAMS + " pages are open already; close one"),
                    false);
        } else {
            try {
                stream(request, response);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                streams.release();
            }
        }
    }

    private void stream(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        response.setHeader("Content-Type", "text/event-stream");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try (OutputStream out = response.getOutputStream()) {
            write(out, "retry: 1000\n\n");
            run(new Reader(out, cursor(request.getHeader("Last-Event-ID")), request.isUserInRole("operator")));
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "a live page is ended and will come back: {0}", e.getMessage());
        }
    }

    private void run(Reader reader) throws IOException, StoreException, InterruptedException {
        long seen = 0;
        while (!wake.isClosed()) {
            try {
                reader.step();
            } catch (ServiceAwayException e) {
                reader.heartbeat();
            }
            seen = wake.await(seen, LOOK_MILLIS);
        }
    }

    /** The sequence to continue after, or -1 to begin with the newest. */
    static long cursor(@Nullable String lastEventId) {
        return lastEventId != null && lastEventId.matches("[0-9]{1,18}") ? Long.parseLong(lastEventId) : -1;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** What one stream has sent so far. */
    private final class Reader {
        private final OutputStream out;
        private final boolean named;
        private long cursor;
        private String state = "";
        private String session = "";
        private String accountKey = "";
        private EventText.@Nullable Account account;
        private long lastWrite = System.nanoTime();

        Reader(OutputStream out, long cursor, boolean named) {
            this.out = out;
            this.named = named;
            this.cursor = cursor;
        }

        /** Sends what is new. */
        void step() throws IOException, StoreException, ServiceAwayException, InterruptedException {
            if (cursor < 0) {
                long last = access.ask(store -> store.totals(Instant.now())).lastRow();
                cursor = Math.max(0, last - FIRST_SCANS);
            }
            List<Scan> scans = access.ask(store -> store.after(cursor, BATCH));
            while (!scans.isEmpty()) {
                for (Scan scan : scans) {
                    send(EventText.scan(scan, named));
                    cursor = scan.row();
                }
                scans = access.ask(store -> store.after(cursor, BATCH));
            }
            Totals totals = access.ask(store -> store.totals(Instant.now()));
            Queue queue = access.ask(ScanStore::queue);
            String now = EventText.state(access.camera(), totals, queue, account(totals, queue));
            if (!stable(now).equals(stable(state))) {
                state = now;
                send(now);
            }
            String served = EventText.session(access.session(), named);
            if (!served.equals(session)) {
                session = served;
                send(served);
            }
            heartbeat();
        }

        /** Reading the account takes a look at each of today's rows, so it is read anew only when something changed. */
        private EventText.Account account(Totals totals, Queue queue)
                throws StoreException, ServiceAwayException, InterruptedException {
            String key = totals + " " + queue;
            if (account == null || !key.equals(accountKey)) {
                account = access.askLedger(ledger -> new EventText.Account(
                        ledger.today(Instant.now()), ledger.lastAudit().unaccounted()));
                accountKey = key;
            }
            return account;
        }

        /** Keeps connections open through quiet times, and finds out whether anybody still listens. */
        void heartbeat() throws IOException {
            if (System.nanoTime() - lastWrite > HEARTBEAT_NANOS) {
                send(": still here\n\n");
            }
        }

        private void send(String text) throws IOException {
            write(out, text);
            lastWrite = System.nanoTime();
        }
    }

    /** A state without the time of the newest frame, which alone is no news. */
    private static String stable(String state) {
        return state.replaceAll("\"lastFrame\":\"[^\"]*\"", "");
    }
}
