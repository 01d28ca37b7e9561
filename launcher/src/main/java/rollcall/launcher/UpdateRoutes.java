package rollcall.launcher;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import rollcall.launcher.home.JsonObject;
import rollcall.launcher.home.Reason;
import rollcall.launcher.trust.RefusedException;
import rollcall.launcher.update.Order;
import rollcall.launcher.update.Updates;

/**
 * What the admin door knows of updates. The query says how: {@code door}, {@code who}, {@code probation} in seconds,
 * {@code now=true}, {@code generation} and {@code keep}.
 */
final class UpdateRoutes {
    /** The largest update file taken, in bytes: more than all bundles of the terminal together. */
    private static final long LARGEST = 512L << 20;

    private final Updates updates;

    UpdateRoutes(Updates updates) {
        this.updates = updates;
    }

    /** Does something that can be refused; returns what to answer. */
    @FunctionalInterface
    private interface Work {
        JsonObject run(Map<String, String> query) throws RefusedException, IOException, InterruptedException;
    }

    /** {@code POST /updates}: takes an update file in. */
    void push(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                query -> updates.push(new Bounded(exchange.getRequestBody(), LARGEST), order(query))
                        .toJson());
    }

    /** {@code POST /updates/plan}: says what an update file would do. */
    void plan(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                query -> updates.plan(new Bounded(exchange.getRequestBody(), LARGEST))
                        .toJson());
    }

    /** {@code POST /updates/rollback}: goes back to a generation, or to the one before. */
    void rollback(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                query -> updates.rollback(
                                Optional.ofNullable(query.get("generation")).map(Integer::valueOf), order(query))
                        .toJson());
    }

    /** {@code POST /generations/gc}: removes old generations and what only they need. */
    void collect(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                query -> updates.collect(Integer.parseInt(query.getOrDefault("keep", "10")))
                        .toJson());
    }

    private static Order order(Map<String, String> query) {
        return new Order(
                query.getOrDefault("door", "push"),
                query.getOrDefault("who", ""),
                query.containsKey("probation")
                        ? Duration.ofSeconds(Long.parseLong(query.getOrDefault("probation", "0")))
                        : Order.USUAL_PROBATION,
                "true".equals(query.get("now")));
    }

    private static void answer(HttpExchange exchange, Work work) throws IOException {
        result(query(exchange), work).send(exchange);
    }

    private static Answer result(Map<String, String> query, Work work) throws IOException {
        try {
            return new Answer(200, work.run(query).toBytes());
        } catch (RefusedException e) {
            return new Answer(
                    422,
                    JsonObject.of("error", Reason.of(e))
                            .with("refusal", e.refusal().name())
                            .build()
                            .toBytes());
        } catch (IllegalArgumentException e) {
            return Answer.error(400, Reason.of(e));
        } catch (IOException e) {
            return Answer.error(507, Reason.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.error(503, "the terminal is stopping");
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> found = new HashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                found.put(
                        parts[0], parts.length < 2 ? "" : java.net.URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return found;
    }
}
