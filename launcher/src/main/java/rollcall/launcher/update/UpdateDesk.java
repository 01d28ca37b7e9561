package rollcall.launcher.update;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;
import rollcall.launcher.home.JsonObject;
import rollcall.launcher.home.Reason;
import rollcall.launcher.trust.RefusedException;

/**
 * Updates for bundles: a service of JDK types, because launcher and bundles share no others. A wish has the key
 * {@code do} ({@code push}, {@code plan}, {@code rollback}, {@code history}) and, where they are needed, {@code content}
 * (an {@code InputStream}), {@code door}, {@code who}, {@code now}, {@code generation}, {@code probationSeconds}; an
 * answer has {@code status} as HTTP has it, and JSON values.
 */
public final class UpdateDesk implements Function<Map<String, Object>, Map<String, Object>> {
    /** Service property by which bundles find it. */
    private static final String PROPERTY = "rollcall.updates";

    private final Updates updates;

    private UpdateDesk(Updates updates) {
        this.updates = updates;
    }

    /** Offers the updates of a terminal to its bundles. */
    public static void open(Updates updates, Framework framework) {
        framework
                .getBundleContext()
                .registerService(
                        Function.class,
                        new UpdateDesk(updates),
                        FrameworkUtil.asDictionary(Map.of(PROPERTY, "launcher")));
    }

    @Override
    public Map<String, Object> apply(Map<String, Object> wish) {
        try {
            return answer(200, done(wish));
        } catch (RefusedException e) {
            return answer(
                    422,
                    JsonObject.of("error", Reason.of(e))
                            .with("refusal", e.refusal().name())
                            .build());
        } catch (IllegalArgumentException e) {
            return error(400, e);
        } catch (IOException e) {
            return error(507, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(503, e);
        }
    }

    private JsonObject done(Map<String, Object> wish) throws RefusedException, IOException, InterruptedException {
        return switch (String.valueOf(wish.get("do"))) {
            case "push" -> updates.push(content(wish), order(wish)).toJson();
            case "plan" -> updates.plan(content(wish)).toJson();
            case "rollback" ->
                updates.rollback(
                                Optional.ofNullable(wish.get("generation"))
                                        .map(number -> Integer.valueOf(String.valueOf(number)))
                                        .filter(number -> number > 0),
                                order(wish))
                        .toJson();
            case "history" -> history();
            default -> throw new IllegalArgumentException("there is push, plan, rollback and history");
        };
    }

    private static InputStream content(Map<String, Object> wish) {
        if (wish.get("content") instanceof InputStream content) {
            return content;
        }
        throw new IllegalArgumentException("no update file came");
    }

    private static Order order(Map<String, Object> wish) {
        return new Order(
                String.valueOf(wish.getOrDefault("door", "bundle")),
                String.valueOf(wish.getOrDefault("who", "")),
                wish.get("probationSeconds") instanceof Number seconds
                        ? Duration.ofSeconds(seconds.longValue())
                        : Order.USUAL_PROBATION,
                Boolean.TRUE.equals(wish.get("now")));
    }

    private JsonObject history() {
        List<Object> records = new ArrayList<>();
        for (UpdateRecord record : updates.history().records()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("update", record.number());
            values.put("received", record.received().toString());
            values.put("changed", record.changed().toString());
            values.put("step", record.step().name());
            values.put("words", record.words());
            values.putAll(record.details().values());
            records.add(values);
        }
        return JsonObject.of("updates", records).build();
    }

    private static Map<String, Object> error(int status, Exception e) {
        return answer(status, JsonObject.of("error", Reason.of(e)).build());
    }

    private static Map<String, Object> answer(int status, JsonObject body) {
        Map<String, Object> values = new LinkedHashMap<>(body.values());
        values.put("status", status);
        return values;
    }
}
