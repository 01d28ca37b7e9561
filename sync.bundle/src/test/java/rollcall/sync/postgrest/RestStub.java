package rollcall.sync.postgrest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import rollcall.sync.PostgresServer;

/**
 * Answers as PostgREST is documented to, by running the statement it emits on a real PostgreSQL, and can be told to fail.
 *
 * <p>PostgREST itself is not part of these tests.
 */
final class RestStub implements AutoCloseable {
    /** What happens to one request. */
    enum Fault {
        NONE,
        ERROR_500,
        BUSY_429,
        WRONG_TOKEN,
        LOGIN_PAGE,
        LOGIN_REDIRECT,
        NO_PROMISE,
        NO_ANSWER_AT_ALL,
        LOST_AFTER_COMMIT,
        CUT_IN_THE_BODY,
        SLOW_FOR_EVER
    }

    static final String TOKEN = "token-of-gate-1";

    private final PostgresServer database;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    final Queue<Fault> faults = new ArrayDeque<>();
    volatile Fault always = Fault.NONE;
    private volatile int redirect;
    private volatile String location = "";
    volatile String lastRequest = "";
    volatile String claims = "{\"device_id\":\"here\", \"iat\": 1764000000}";
    volatile String lastTrace = "";
    final AtomicInteger requests = new AtomicInteger();

    RestStub(PostgresServer database) throws IOException {
        this.database = database;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/rest/v1";
    }

    /** From now on every request is sent elsewhere. */
    void redirect(int status, String to) {
        redirect = status;
        location = to;
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        lastRequest = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        lastTrace = String.valueOf(exchange.getRequestHeaders().getFirst("traceparent"));
        String body = body(exchange);
        Fault fault = faults.isEmpty() ? always : faults.remove();
        if (!location.isEmpty()) {
            exchange.getResponseHeaders().set("Location", location);
            answer(exchange, redirect, "");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        switch (fault) {
            case ERROR_500 -> answer(exchange, 500, "{\"code\":\"57P03\",\"message\":\"the database is starting up\"}");
            case BUSY_429 -> {
                exchange.getResponseHeaders().set("Retry-After", "30");
                answer(exchange, 429, "");
            }
            case WRONG_TOKEN -> answer(exchange, 401, "{\"code\":\"PGRST301\",\"message\":\"JWT expired\"}");
            case LOGIN_PAGE -> {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                answer(exchange, 200, "<html>please log in</html>");
            }
            case LOGIN_REDIRECT -> {
                exchange.getResponseHeaders().set("Location", "http://portal.example/login");
                answer(exchange, 302, "");
            }
            case NO_ANSWER_AT_ALL -> exchange.close();
            case NONE -> {
                if (exchange.getRequestMethod().equals("HEAD")) {
                    // As a role without the right to read is answered.
                    answer(exchange, 403, "");
                } else {
                    insert(exchange, body, fault);
                }
            }
            default -> insert(exchange, body, fault);
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream raw = exchange.getRequestBody();
                InputStream in = gzip ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void insert(HttpExchange exchange, String body, Fault fault) throws IOException {
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"code\":\"PGRST301\",\"message\":\"No suitable key\"}");
            return;
        }
        boolean calls = exchange.getRequestURI().getPath().contains("/rpc/");
        String result;
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection
                    .createStatement()
                    .execute("SET LOCAL ROLE rollcall_device; SET LOCAL \"request.jwt.claims\" = '" + claims + "'");
            result = calls
                    ? call(connection, body)
                    : insert(connection, body, exchange.getRequestURI().getRawQuery());
            connection.commit();
        } catch (SQLException e) {
            refuse(exchange, e);
            return;
        }
        stored(exchange, fault, calls ? 200 : 201, result);
    }

    /** What PostgREST emits for a request to a table. */
    private static String insert(Connection connection, String body, String query) throws SQLException {
        String columns = query.substring(query.indexOf("&columns=") + "&columns=".length());
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO attendance_event (" + columns
                + ") SELECT " + columns + " FROM json_populate_recordset(NULL::attendance_event, ?::json)"
                + " ON CONFLICT (event_id) DO NOTHING")) {
            statement.setString(1, body);
            statement.executeUpdate();
            return "";
        }
    }

    /** What it emits for a request to a function: each field of the body is a parameter. */
    private static String call(Connection connection, String body) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT ingest_attendance(events => (SELECT events FROM jsonb_to_record(?::jsonb) AS x (events"
                        + " jsonb)))")) {
            statement.setString(1, body);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static void stored(HttpExchange exchange, Fault fault, int status, String result) throws IOException {
        if (fault == Fault.LOST_AFTER_COMMIT) {
            exchange.close();
            return;
        }
        if (fault != Fault.NO_PROMISE && status == 201) {
            exchange.getResponseHeaders().set("Preference-Applied", "resolution=ignore-duplicates, return=minimal");
        }
        if (fault == Fault.CUT_IN_THE_BODY) {
            exchange.sendResponseHeaders(status, 1_000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            // Closing an exchange that owes bytes resets the connection.
            exchange.close();
        } else if (fault == Fault.SLOW_FOR_EVER) {
            drip(exchange, status);
        } else {
            answer(exchange, status, result);
        }
    }

    private static void drip(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        try {
            while (true) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static void refuse(HttpExchange exchange, SQLException e) throws IOException {
        String state = String.valueOf(e.getSQLState());
        int status =
                switch (state.substring(0, 2)) {
                    case "08", "53" -> 503;
                    case "40", "55", "57" -> 500;
                    case "PT" -> Integer.parseInt(state.substring(2));
                    default -> state.equals("23505") ? 409 : state.equals("42501") ? 403 : 400;
                };
        answer(exchange, status, "{\"code\":\"" + state + "\",\"message\":\"refused\",\"details\":\"secret row\"}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        byte[] bytes = head ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
