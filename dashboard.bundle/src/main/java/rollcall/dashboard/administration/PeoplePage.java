package rollcall.dashboard.administration;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.access.People;
import rollcall.access.Person;
import rollcall.access.Role;
import rollcall.dashboard.page.Html;
import rollcall.dashboard.page.Page;
import rollcall.dashboard.page.View;
import rollcall.dashboard.page.Visitor;

/** Who may sign in, what programs show instead of a password, who is signed in. */
@Component(service = Page.class)
public final class PeoplePage implements Page {
    private static final String PATH = "/admin/people";

    private final BundleContext context;

    @Activate
    public PeoplePage(BundleContext context) {
        this.context = context;
    }

    @Override
    public Spec spec() {
        return new Spec(PATH, "People", Role.ADMIN, 9);
    }

    @Override
    public boolean acts() {
        return true;
    }

    private @Nullable People people() {
        ServiceReference<People> reference = context.getServiceReference(People.class);
        return reference == null ? null : context.getService(reference);
    }

    @Override
    public void write(View view) throws InterruptedException {
        People people = people();
        if (people == null) {
            view.empty("One moment: this part of the terminal is being replaced or did not start.");
            return;
        }
        view.section("accounts", "Accounts", () -> accounts(view, people));
        view.section("tokens", "Tokens of programs", () -> tokens(view, people));
        view.section("sessions", "Signed in", () -> sessions(view, people));
    }

    private static void accounts(View view, People people) {
        view.table("Accounts", "Account", "Role", "");
        for (Person person : people.accounts()) {
            view.html()
                    .open("tr")
                    .element("td", person.name())
                    .element("td", person.role().word())
                    .open("td");
            view.button(PATH, "remove-account", "Remove", "name", person.name());
            view.html().close("td").close("tr");
        }
        view.endTable();
        view.html().element("h3", view.say("New account, or another password"));
        view.form(PATH, "set-account");
        Html html = view.html().open("span", "class", "line");
        name(view);
        role(view);
        html.open("label").text(view.say("Password, 8 to 128 characters"));
        html.open(
                "input",
                "type",
                "password",
                "name",
                "password",
                "minlength",
                "8",
                "maxlength",
                "128",
                "required",
                "",
                "autocomplete",
                "new-password");
        html.close("label").element("button", view.say("Save")).close("span").close("form");
    }

    private static void name(View view) {
        view.html().open("label").text(view.say("Name"));
        view.html()
                .open(
                        "input",
                        "name",
                        "name",
                        "required",
                        "",
                        "maxlength",
                        "64",
                        "pattern",
                        "[A-Za-z0-9][A-Za-z0-9._\\-]*",
                        "autocomplete",
                        "off")
                .close("label");
    }

    private static void role(View view) {
        Html html = view.html().open("label").text(view.say("Role")).open("select", "name", "role");
        for (Role role : Role.values()) {
            html.element("option", role.word());
        }
        html.close("select").close("label");
    }

    private static void tokens(View view, People people) {
        if (people.tokens().isEmpty()) {
            view.empty("No program has a token yet. A Prometheus, for example, needs one with the role metrics.");
        } else {
            view.table("Tokens of programs", "Name", "Role", "Until", "");
            for (People.Token token : people.tokens()) {
                Html html = view.html().open("tr").element("td", token.person().name());
                html.element("td", token.person().role().word())
                        .element("td", view.at(token.expires()))
                        .open("td");
                view.button(
                        PATH, "revoke-token", "Revoke", "name", token.person().name());
                html.close("td").close("tr");
            }
            view.endTable();
        }
        view.html().element("h3", view.say("New token"));
        view.form(PATH, "make-token");
        Html html = view.html().open("span", "class", "line");
        name(view);
        role(view);
        html.open("label").text(view.say("Days"));
        html.open("input", "type", "number", "name", "days", "min", "1", "max", "3650", "value", "365")
                .close("label");
        html.element("button", view.say("Make a token")).close("span").close("form");
    }

    private static void sessions(View view, People people) {
        view.table("Signed in", "Account", "From", "For", "Idle", "");
        for (People.Session session : people.sessions()) {
            Html html = view.html()
                    .open("tr")
                    .element(
                            "td",
                            session.person().name() + " ("
                                    + session.person().role().word() + ")");
            html.element("td", session.address());
            html.element("td", session.age().toMinutes() + " min")
                    .element("td", session.idle().toMinutes() + " min")
                    .open("td");
            view.button(PATH, "end-session", "End", "id", session.id());
            html.close("td").close("tr");
        }
        view.endTable();
    }

    @Override
    public String act(Visitor visitor) throws Refusal, IOException {
        People people = people();
        if (people == null) {
            throw new Refusal(
                    visitor.words().say("One moment: this part of the terminal is being replaced or did not start."));
        }
        try {
            return act(visitor, people);
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    private static String act(Visitor visitor, People people) throws Refusal, IOException {
        String name = visitor.input("name");
        Supplier<Role> role = () -> Role.of(visitor.input("role"))
                .orElseThrow(
                        () -> new IllegalArgumentException("role: metrics, viewer, operator or admin is expected"));
        if (visitor.input("do").equals("make-token")) {
            String token = people.makeToken(visitor.name(), name, role.get(), days(visitor));
            return visitor.words().say("Copy it now, it is shown once: {0}", token);
        }
        boolean done =
                switch (visitor.input("do")) {
                    case "set-account" -> {
                        people.setAccount(visitor.name(), name, role.get(), visitor.input("password"));
                        yield true;
                    }
                    case "remove-account" -> people.removeAccount(visitor.name(), name);
                    case "revoke-token" -> people.revokeToken(visitor.name(), name);
                    case "end-session" -> people.endSession(visitor.name(), visitor.input("id"));
                    default -> throw new Refusal(visitor.words().say("Nobody knows what this form asks for."));
                };
        if (!done) {
            throw new Refusal(visitor.words().say("There is none of that name any more."));
        }
        return visitor.words().say("Done.");
    }

    private static Duration days(Visitor visitor) {
        String days = visitor.input("days");
        if (!days.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException("days: a number from 1 to 3650 is expected");
        }
        return Duration.ofDays(Long.parseLong(days));
    }
}
