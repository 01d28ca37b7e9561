package rollcall.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.framework.Bundle;

/**
 * The way in for {@code rollcall push} and {@code rollcall status}: HTTP on loopback, behind a token.
 *
 * <p>It belongs to the launcher and not to a bundle so that it still answers when a bundle is what broke. One thread
 * named {@code admin-door} serves one request at a time. The port is chosen by the system and written to
 * {@code run/door.json}; the token is in {@code secrets/admin-token}, readable by the owner of the home alone.
 */
final class AdminDoor implements AutoCloseable {
    /** The largest jar taken, in bytes: four times the largest bundle there is. */
    static final long MAX_JAR_BYTES = 160L << 20;

    private static final System.Logger LOG = System.getLogger("rollcall.launcher");
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpServer server;
    private final ExecutorService thread;
    private final Terminal terminal;
    private final Swap swap;
    private final byte[] expected;

    private AdminDoor(HttpServer server, ExecutorService thread, Terminal terminal, Swap swap, String token) {
        this.server = server;
        this.thread = thread;
        this.terminal = terminal;
        this.swap = swap;
        this.expected = ("Bearer " + token).getBytes(StandardCharsets.US_ASCII);
    }

    static AdminDoor open(Home home, Terminal terminal, Swap swap) throws IOException {
        String token = Files.readString(home.adminToken()).strip();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "admin-door"));
        AdminDoor door = new AdminDoor(server, thread, terminal, swap, token);
        server.createContext("/", door::answer);
        server.setExecutor(thread);
        server.start();
        Answer whereabouts = Answer.of(200, json -> {
            json.writeNumberField("port", server.getAddress().getPort());
            json.writeNumberField("pid", ProcessHandle.current().pid());
        });
        DurableFile.write(home.door(), whereabouts.body());
        return door;
    }

    /** A status code and a JSON object. */
    @SuppressWarnings("ArrayRecordComponent") // answers are never compared
    private record Answer(int status, byte[] body) {
        @FunctionalInterface
        interface Fields {
            void write(JsonGenerator json) throws IOException;
        }

        static Answer of(int status, Fields fields) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (JsonGenerator json = JSON.createGenerator(out)) {
                json.writeStartObject();
                fields.write(json);
                json.writeEndObject();
            }
            return new Answer(status, out.toByteArray());
        }

        static Answer error(int status, String message) throws IOException {
            return of(status, json -> json.writeStringField("error", message));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = route(exchange);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "admin door: " + exchange.getRequestURI().getPath(),
                    e);
        }
    }

    private Answer route(HttpExchange exchange) throws IOException {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.US_ASCII))) {
            return Answer.error(401, "the token of secrets/admin-token is needed");
        }
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        return switch (call) {
            case "GET /state" -> state();
            case "PUT /bundles" -> push(exchange.getRequestBody());
            default -> Answer.error(404, "there are GET /state and PUT /bundles");
        };
    }

    private Answer state() throws IOException {
        Generation generation = swap.current();
        return Answer.of(200, json -> {
            json.writeNumberField("pid", ProcessHandle.current().pid());
            json.writeNumberField("generation", generation.number());
            json.writeStringField("reason", generation.reason());
            json.writeArrayFieldStart("bundles");
            for (Bundle bundle : terminal.framework().getBundleContext().getBundles()) {
                if (bundle.getBundleId() != 0) {
                    writeBundle(json, generation, bundle);
                }
            }
            json.writeEndArray();
        });
    }

    private void writeBundle(JsonGenerator json, Generation generation, Bundle bundle) throws IOException {
        json.writeStartObject();
        json.writeStringField("symbolicName", bundle.getSymbolicName());
        json.writeStringField("version", bundle.getVersion().toString());
        json.writeStringField("state", stateName(bundle.getState()));
        var started = terminal.times().started(bundle.getBundleId());
        if (started.isPresent()) {
            json.writeStringField("started", started.get().toString());
        }
        var entry = generation.bundle(bundle.getSymbolicName());
        if (entry.isPresent()) {
            json.writeStringField("sha256", entry.get().sha256());
            json.writeNumberField("startLevel", entry.get().startLevel());
        }
        json.writeEndObject();
    }

    private static String stateName(int state) {
        return switch (state) {
            case Bundle.ACTIVE -> "active";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.INSTALLED -> "unresolved";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            default -> "gone";
        };
    }

    private Answer push(InputStream body) throws IOException {
        try {
            Swap.Done done = swap.push(new Bounded(body));
            return Answer.of(200, json -> {
                json.writeStringField("symbolicName", done.entry().symbolicName());
                json.writeStringField("version", done.entry().version().toString());
                json.writeStringField("sha256", done.entry().sha256());
                json.writeNumberField("generation", done.generation());
                json.writeNumberField("gapMicros", done.gapMicros());
            });
        } catch (Swap.Refused e) {
            return Answer.error(422, Reason.of(e));
        } catch (IOException e) {
            return Answer.error(507, "the jar cannot be stored: " + Reason.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.error(503, "the terminal is stopping");
        }
    }

    /** Ends with an error once more than {@link #MAX_JAR_BYTES} came, so that a client cannot fill the disk. */
    private static final class Bounded extends FilterInputStream {
        private long left = MAX_JAR_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            left -= Math.max(n, 0);
            if (left < 0) {
                throw new IOException("larger than " + (MAX_JAR_BYTES >> 20) + " MiB");
            }
            return n;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
