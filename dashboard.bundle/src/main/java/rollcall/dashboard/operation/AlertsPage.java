package rollcall.dashboard.operation;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.access.Role;
import rollcall.alert.Alert;
import rollcall.alert.AlertState;
import rollcall.alert.Alerts;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.dashboard.page.Html;
import rollcall.dashboard.page.Page;
import rollcall.dashboard.page.Peers;
import rollcall.dashboard.page.View;
import rollcall.dashboard.page.Visitor;
import rollcall.store.StoreException;

/** What is wrong, what to do about it, who takes care of it. */
@Component(service = Page.class)
public final class AlertsPage implements Page {
    private static final String PATH = "/admin/alerts";
    private static final List<String> PERIODS = List.of("30", "120", "480", "1440", "10080");

    private final Peers peers;
    private final Operations operations;

    @Activate
    public AlertsPage(@Reference Peers peers, @Reference Operations operations) {
        this.peers = peers;
        this.operations = operations;
    }

    @Override
    public Spec spec() {
        return new Spec(PATH, "Alerts", Role.VIEWER, 3);
    }

    @Override
    public boolean acts() {
        return true;
    }

    @Override
    public void write(View view) throws InterruptedException {
        view.section("active", "Now", () -> active(view));
        view.section("recent", "Before", () -> recent(view));
        if (view.visitor().may(Role.OPERATOR)) {
            view.section("test", "Try a way to people", () -> test(view));
        }
    }

    private void active(View view) throws StoreException, IOException, InterruptedException {
        List<Alert> alerts = peers.ask(Alerts.class, Alerts::active);
        if (alerts.isEmpty()) {
            view.empty("Nothing is wrong.");
        }
        Html html = view.html().open("ul", "class", "plain");
        for (Alert alert : alerts) {
            html.open("li", "class", "card");
            view.mark(kind(alert), alert.severity().word());
            html.text(" ").element("strong", alert.message());
            html.open("p", "class", "more")
                    .text(alert.type() + " \u00b7 " + alert.source() + " \u00b7 "
                            + alert.state().name().toLowerCase(Locale.ROOT) + " \u00b7 " + alert.occurrences()
                            + "\u00d7 \u00b7 ");
            view.time(alert.startedAt());
            if (!alert.acknowledgedBy().isEmpty()) {
                html.text(" \u00b7 " + view.say("taken by {0}", alert.acknowledgedBy()));
            }
            html.close("p").open("ol");
            alert.steps().forEach(step -> html.element("li", step));
            html.close("ol");
            if (view.visitor().may(Role.OPERATOR)) {
                forms(view, alert);
            }
            html.close("li");
        }
        html.close("ul");
    }

    private static String kind(Alert alert) {
        return switch (alert.severity()) {
            case CRITICAL, ERROR -> "bad";
            case WARNING -> "warn";
            case INFO -> "off";
        };
    }

    private static void forms(View view, Alert alert) {
        Html html = view.html().open("div", "class", "line");
        if (alert.state() == AlertState.FIRING) {
            view.button(PATH, "acknowledge", "I take care of it", "type", alert.type(), "source", alert.source());
        }
        view.form(PATH, "silence", "type", alert.type(), "source", alert.source());
        html.open("span", "class", "line")
                .open("label")
                .text(view.say("Minutes"))
                .open("select", "name", "minutes");
        PERIODS.forEach(minutes -> html.element("option", minutes, "value", minutes));
        html.close("select").close("label");
        html.element("button", view.say("Keep quiet"), "class", "quiet")
                .close("span")
                .close("form")
                .close("div");
    }

    private void recent(View view) throws StoreException, IOException, InterruptedException {
        List<Notice> notices = peers.ask(Alerts.class, Alerts::recent);
        if (notices.isEmpty()) {
            view.empty("Nothing was told since the start.");
            return;
        }
        view.table("Before", "When", "What");
        for (int i = notices.size() - 1; i >= 0; i--) {
            view.html().open("tr").open("td");
            view.time(notices.get(i).at());
            view.html().close("td").element("td", notices.get(i).text()).close("tr");
        }
        view.endTable();
    }

    private void test(View view) {
        view.form(PATH, "test");
        Html html = view.html().open("span", "class", "line");
        html.open("label").text(view.say("Channel"));
        html.open(
                "input",
                "name",
                "channel",
                "value",
                "log",
                "required",
                "",
                "maxlength",
                "40",
                "pattern",
                "[a-z][a-z0-9\\-]*");
        html.close("label")
                .element("button", view.say("Send a test"))
                .close("span")
                .close("form");
    }

    @Override
    public String act(Visitor visitor) throws Refusal, StoreException, IOException, InterruptedException {
        String type = visitor.input("type");
        String source = visitor.input("source");
        try {
            return switch (visitor.input("do")) {
                case "acknowledge" -> acknowledge(visitor, type, source);
                case "silence" -> silence(visitor, type, source);
                case "test" -> test(visitor);
                default -> throw new Refusal(visitor.words().say("Nobody knows what this form asks for."));
            };
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    private String acknowledge(Visitor visitor, String type, String source)
            throws Refusal, StoreException, IOException, InterruptedException {
        if (!peers.ask(Alerts.class, alerts -> alerts.acknowledge(type, source, visitor.name()))) {
            throw new Refusal(visitor.words().say("That alert is not firing any more."));
        }
        operations.noted(visitor.name(), "alert.acknowledged", type, source);
        return visitor.words().say("You take care of it; nobody else is told again.");
    }

    private String silence(Visitor visitor, String type, String source)
            throws Refusal, StoreException, IOException, InterruptedException {
        String minutes = visitor.input("minutes");
        if (!PERIODS.contains(minutes)) {
            throw new Refusal(visitor.words().say("Minutes are one of {0}.", PERIODS));
        }
        Duration period = Duration.ofMinutes(Long.parseLong(minutes));
        peers.ask(Alerts.class, alerts -> {
            alerts.silence(type, source, period, visitor.name(), "page");
            return true;
        });
        operations.noted(visitor.name(), "alert.silenced", type, source + " for " + minutes + " min");
        return visitor.words().say("Quiet for {0} minutes.", minutes);
    }

    private String test(Visitor visitor) throws Refusal, StoreException, IOException, InterruptedException {
        String channel = visitor.input("channel");
        if (!channel.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new Refusal(visitor.words().say("A channel has a name such as log, sms or webhook."));
        }
        Delivery delivery = peers.ask(Alerts.class, alerts -> alerts.test(channel));
        operations.noted(
                visitor.name(), "alert.tested", channel, delivery.outcome().name());
        if (delivery.outcome() != Delivery.Outcome.DELIVERED) {
            throw new Refusal(channel + ": " + delivery.answer());
        }
        return channel + ": " + delivery.answer();
    }
}
