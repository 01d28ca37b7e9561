package rollcall.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import rollcall.launcher.home.DurableFile;
import rollcall.launcher.home.Home;
import rollcall.launcher.update.Updates;

/**
 * The way in for the command line to the running terminal: HTTP on loopback, behind a token.
 *
 * <p>It belongs to the launcher and not to a bundle so that it still answers when a bundle is what broke. Threads named
 * {@code admin-door-N} serve one request each, so that a long command blocks no other. The port is chosen by the system
 * and written to {@code run/door.json}; the token is in {@code secrets/admin-token}, readable by the owner of the home
 * alone.
 */
final class AdminDoor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");

    /** The commands at once, a push, and one more that always answers. */
    private static final int THREADS = CommandRoute.AT_ONCE + 2;

    private final HttpServer server;
    private final ExecutorService threads;
    private final StateRoute state;
    private final UpdateRoutes updates;
    private final CommandRoute command;
    private final StopRoad road;
    private final Terminal terminal;
    private final byte[] expected;

    private AdminDoor(
            HttpServer server,
            ExecutorService threads,
            Terminal terminal,
            Updates updates,
            StopRoad road,
            String token) {
        this.server = server;
        this.threads = threads;
        this.state = new StateRoute(terminal, updates);
        this.updates = new UpdateRoutes(updates);
        this.road = road;
        this.terminal = terminal;
        this.command = new CommandRoute(terminal);
        this.expected = ("Bearer " + token).getBytes(StandardCharsets.US_ASCII);
    }

    static AdminDoor open(Home home, Terminal terminal, Updates updates, StopRoad road) throws IOException {
        String token = Files.readString(home.adminToken()).strip();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(
                THREADS, task -> new Thread(task, "admin-door-" + number.incrementAndGet()));
        AdminDoor door = new AdminDoor(server, threads, terminal, updates, road, token);
        server.createContext("/", door::answer);
        server.setExecutor(threads);
        server.start();
        Answer whereabouts = Answer.of(200, json -> {
            json.writeNumberField("port", server.getAddress().getPort());
            json.writeNumberField("pid", ProcessHandle.current().pid());
        });
        DurableFile.write(home.door(), whereabouts.body());
        return door;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            route(exchange);
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "admin door: " + exchange.getRequestURI().getPath(),
                    e);
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.US_ASCII))) {
            Answer.error(401, "the token of secrets/admin-token is needed").send(exchange);
            return;
        }
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        if (call.startsWith("POST " + CommandRoute.PREFIX)) {
            command.answer(exchange);
            return;
        }
        switch (call) {
            case "GET /state" -> state.answer(exchange);
            case "POST /updates" -> updates.push(exchange);
            case "POST /updates/plan" -> updates.plan(exchange);
            case "POST /updates/rollback" -> updates.rollback(exchange);
            case "POST /generations/gc" -> updates.collect(exchange);
            case "POST /stop" -> stop(exchange);
            default ->
                Answer.error(
                                404,
                                "there are GET /state, POST /updates, /updates/plan, /updates/rollback,"
                                        + " /generations/gc, /stop and /commands/NAME")
                        .send(exchange);
        }
    }

    /** Answers first: this door closes, too. */
    private void stop(HttpExchange exchange) throws IOException {
        Answer.of(200, json -> {
                    json.writeBooleanField("stopping", true);
                    json.writeNumberField("timeout_ms", terminal.plan().total().toMillis());
                })
                .send(exchange);
        exchange.close();
        road.exit(ExitCode.OK.number(), "command");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
