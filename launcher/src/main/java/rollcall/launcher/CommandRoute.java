package rollcall.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import rollcall.launcher.home.Reason;

/**
 * {@code POST /commands/NAME} of the admin door: runs a command that a bundle offers and streams its output.
 *
 * <p>The body is a JSON array of strings, the arguments. The answer is one JSON object a line: {@code {"out":...}},
 * {@code {"err":...}}, {@code {"progress":...}} and last {@code {"exit":N}}.
 */
final class CommandRoute {
    static final String PREFIX = "/commands/";

    /** How many commands run at once: fewer than the door has threads, so that status always answers. */
    static final int AT_ONCE = 2;

    private static final System.Logger LOG = System.getLogger("rollcall.launcher");
    private static final JsonFactory JSON = new JsonFactory();
    private static final long MAX_BODY_BYTES = 64 << 10;

    /** Longer than a bundle is away while it is replaced. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Terminal terminal;
    private final Semaphore free = new Semaphore(AT_ONCE);

    CommandRoute(Terminal terminal) {
        this.terminal = terminal;
    }

    void answer(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(PREFIX.length());
        List<String> arguments;
        try {
            arguments = arguments(new Bounded(exchange.getRequestBody(), MAX_BODY_BYTES));
        } catch (IOException e) {
            Answer.error(400, "the body has to be a JSON array of strings: " + Reason.of(e))
                    .send(exchange);
            return;
        }
        if (!free.tryAcquire()) {
            Answer.error(503, AT_ONCE + " commands run already; wait until one of them ends")
                    .send(exchange);
            return;
        }
        try {
            answer(exchange, name, arguments);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Answer.error(503, "the terminal is stopping").send(exchange);
        } finally {
            free.release();
        }
    }

    private void answer(HttpExchange exchange, String name, List<String> arguments)
            throws IOException, InterruptedException {
        BundleCommands commands = new BundleCommands(terminal.framework().getBundleContext());
        Optional<BundleCommand> command = commands.find(name, PATIENCE);
        if (command.isEmpty()) {
            Answer.error(404, commands.unknown(name)).send(exchange);
            return;
        }
        Optional<String> obstacle = command.get().obstacle(true);
        if (obstacle.isPresent()) {
            Answer.error(409, obstacle.get()).send(exchange);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        LineStream lines = new LineStream(exchange.getResponseBody());
        int code = command.get().run(arguments, lines);
        lines.exit(code);
        // Without the arguments: a student's code may be among them.
        LOG.log(
                System.Logger.Level.INFO,
                "command {0} ended with {1}{2}",
                name,
                code,
                lines.gone() ? "; who asked for it had gone" : "");
    }

    private static List<String> arguments(InputStream body) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            List<String> arguments = new ArrayList<>();
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("it does not begin with [");
            }
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                if (token != JsonToken.VALUE_STRING) {
                    throw new IOException("element " + (arguments.size() + 1) + " is not a string");
                }
                arguments.add(json.getText());
            }
            return arguments;
        }
    }
}
