package rollcall.alerts.desk;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.alert.Alert;
import rollcall.alert.Alerts;
import rollcall.alert.Delivery;
import rollcall.alert.Pending;

/** {@code alert list}, {@code alert refused}, {@code alert test CHANNEL}, {@code alert ack TYPE SOURCE}, {@code alert silence TYPE SOURCE MINUTES REASON}. */
@Component(
        service = BiFunction.class,
        property = {"rollcall.command=alert", "rollcall.command.running=running"})
public final class AlertCommand implements BiFunction<List<String>, Consumer<String>, Integer> {
    private static final String WHO = "console";
    private static final String USAGE =
            "alert list | refused | test CHANNEL | ack TYPE SOURCE | silence TYPE SOURCE MINUTES REASON";

    private final Alerts alerts;

    @Activate
    public AlertCommand(@Reference Alerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public Integer apply(List<String> arguments, Consumer<String> out) {
        try {
            return run(
                    arguments.stream().filter(argument -> !argument.isEmpty()).toList(), out);
        } catch (IllegalArgumentException e) {
            out.accept("! " + e.getMessage());
            return 1;
        }
    }

    private int run(List<String> arguments, Consumer<String> out) {
        String deed = arguments.isEmpty() ? "list" : arguments.get(0);
        return switch (deed + arguments.size()) {
            case "list0", "list1" -> list(out);
            case "refused1" -> refused(out);
            case "test2" -> test(arguments.get(1), out);
            case "ack3" -> acknowledge(arguments.get(1), arguments.get(2), out);
            case "silence5" -> silence(arguments, out);
            default -> throw new IllegalArgumentException("usage: " + USAGE);
        };
    }

    private int list(Consumer<String> out) {
        for (Alert alert : alerts.active()) {
            out.accept(String.join(
                    " ",
                    alert.startedAt().toString(),
                    alert.severity().name(),
                    alert.state().name(),
                    alert.type(),
                    alert.source(),
                    alert.occurrences() + "x",
                    alert.message()));
        }
        if (alerts.active().isEmpty()) {
            out.accept("no alerts");
        }
        return 0;
    }

    /** What a channel refused for good and nobody heard of there. */
    private int refused(Consumer<String> out) {
        List<Pending> refused = alerts.refused();
        for (Pending row : refused) {
            out.accept(String.join(
                    " ",
                    row.at().toString(),
                    row.channel(),
                    row.answer() + ":",
                    row.kind().name(),
                    row.alert().type(),
                    row.alert().source()));
        }
        if (refused.isEmpty()) {
            out.accept("no channel refused anything");
        }
        return 0;
    }

    private int test(String channel, Consumer<String> out) {
        Delivery delivery = alerts.test(channel);
        out.accept(channel + ": " + delivery.outcome() + ", " + delivery.answer());
        return delivery.outcome() == Delivery.Outcome.DELIVERED ? 0 : 1;
    }

    private int acknowledge(String type, String source, Consumer<String> out) {
        boolean done = alerts.acknowledge(type, source, WHO);
        out.accept(done ? "acknowledged" : "! no alert " + type + " of " + source + " is firing");
        return done ? 0 : 1;
    }

    private int silence(List<String> arguments, Consumer<String> out) {
        String minutes = arguments.get(3);
        if (!minutes.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("minutes " + minutes + ": a number from 1 to 43200 is allowed");
        }
        Duration period = Duration.ofMinutes(Long.parseLong(minutes));
        alerts.silence(arguments.get(1), arguments.get(2), period, WHO, arguments.get(4));
        out.accept("silent for " + minutes + " minutes");
        return 0;
    }
}
