package rollcall.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.launcher.home.Reason;

/**
 * The page of safe mode, on the JDK's own HTTP server, so that it works when the bundles of the page are what broke.
 *
 * <p>Anyone on this machine sees that the terminal is in safe mode and why. Whatever shows or changes more needs the
 * {@link RescueCode} in the form that asks for it, which is also what keeps other sites' forms out. {@code /health} and
 * everything else answer 503. Threads named {@code rescue-page}, two.
 */
final class RescuePage implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");
    private static final long MAX_FORM_BYTES = 4 << 10;
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads;
    private final RescueCode code;
    private final String state;
    private final Map<String, Function<Map<String, String>, Reply>> deeds;

    /**
     * What a deed answers.
     *
     * @param status of HTTP
     * @param type content type
     * @param file name under which a browser saves it, none if it shows it
     * @param after what is done when the answer is out, such as ending the process
     */
    @SuppressWarnings("ArrayRecordComponent") // replies are never compared
    record Reply(
            int status, String type, byte[] body, @Nullable String file, Runnable after) {
        static Reply text(int status, String text) {
            return new Reply(
                    status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), null, () -> {});
        }

        static Reply file(String name, String type, byte[] body) {
            return new Reply(200, type, body, name, () -> {});
        }

        Reply then(Runnable deed) {
            return new Reply(status, type, body, file, deed);
        }
    }

    private RescuePage(
            HttpServer server,
            ExecutorService threads,
            RescueCode code,
            String state,
            Map<String, Function<Map<String, String>, Reply>> deeds) {
        this.server = server;
        this.threads = threads;
        this.code = code;
        this.state = state;
        this.deeds = Map.copyOf(deeds);
    }

    /**
     * Opens the page on loopback.
     *
     * @param state why, one or two sentences, for anybody
     * @param deeds by the last part of their path; each gets the fields of its form
     */
    static RescuePage open(
            int port, RescueCode code, String state, Map<String, Function<Map<String, String>, Reply>> deeds)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> new Thread(task, "rescue-page"));
        RescuePage page = new RescuePage(server, threads, code, state, deeds);
        server.createContext("/", page::answer);
        server.setExecutor(threads);
        server.start();
        return page;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", reply.type());
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set(
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'");
            if (reply.status() == 503) {
                headers.set("Retry-After", "60");
            }
            if (reply.file() != null) {
                headers.set("Content-Disposition", "attachment; filename=\"" + reply.file() + "\"");
            }
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
            exchange.close();
            reply.after().run();
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "rescue page: " + exchange.getRequestURI().getPath(),
                    e);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("POST")) {
            return deed(exchange, path.substring(1));
        }
        return switch (path) {
            case "/" -> new Reply(200, "text/html; charset=utf-8", page(), null, () -> {});
            case "/rescue.css" -> new Reply(200, "text/css", resource("rescue.css"), null, () -> {});
            case "/health" ->
                new Reply(
                        503,
                        "application/json",
                        Answer.of(503, json -> {
                                    json.writeStringField("status", "safe_mode");
                                    json.writeStringField("reason", state);
                                })
                                .body(),
                        null,
                        () -> {});
            default -> Reply.text(503, "The terminal is in safe mode: " + state + " See the page at /\n");
        };
    }

    private Reply deed(HttpExchange exchange, String name) throws IOException {
        Function<Map<String, String>, Reply> deed = deeds.get(name);
        if (deed == null) {
            return Reply.text(404, "There is nothing of that name; go back to the page at /\n");
        }
        Map<String, String> form;
        try {
            form = form(new Bounded(exchange.getRequestBody(), MAX_FORM_BYTES));
        } catch (IOException | IllegalArgumentException e) {
            return Reply.text(400, "The form cannot be read: " + Reason.of(e) + "\n");
        }
        if (!code.is(form.getOrDefault("code", ""))) {
            LOG.log(System.Logger.Level.WARNING, "rescue page: {0} was asked for with a wrong code", name);
            return Reply.text(403, "The code is not right. It stands in secrets/rescue-code of the terminal's home.\n");
        }
        LOG.log(System.Logger.Level.INFO, "rescue page: {0}", name);
        return deed.apply(form);
    }

    private byte[] page() throws IOException {
        String template = new String(resource("rescue.html"), StandardCharsets.UTF_8);
        return template.replace("@STATE@", escaped(state)).getBytes(StandardCharsets.UTF_8);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(RescuePage.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private static Map<String, String> form(InputStream body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.transferTo(bytes);
        Map<String, String> fields = new HashMap<>();
        for (String pair : bytes.toString(StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
