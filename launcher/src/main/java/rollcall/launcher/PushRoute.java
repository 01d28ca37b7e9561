package rollcall.launcher;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import rollcall.launcher.home.Reason;

/** {@code PUT /bundles} of the admin door: takes a jar in and swaps its bundle. */
final class PushRoute {
    /** The largest jar taken, in bytes: four times the largest bundle there is. */
    static final long MAX_JAR_BYTES = 160L << 20;

    private final Swap swap;

    PushRoute(Swap swap) {
        this.swap = swap;
    }

    void answer(HttpExchange exchange) throws IOException {
        push(exchange.getRequestBody()).send(exchange);
    }

    private Answer push(InputStream body) throws IOException {
        try {
            Swap.Done done = swap.push(new Bounded(body, MAX_JAR_BYTES));
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
}
