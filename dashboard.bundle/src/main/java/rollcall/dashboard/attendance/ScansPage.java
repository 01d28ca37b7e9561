package rollcall.dashboard.attendance;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.access.Role;
import rollcall.dashboard.page.Html;
import rollcall.dashboard.page.Page;
import rollcall.dashboard.page.Peers;
import rollcall.dashboard.page.View;
import rollcall.dashboard.page.Visitor;
import rollcall.scan.Scan;
import rollcall.store.ScanSearch;
import rollcall.store.ScanSearch.Found;
import rollcall.store.ScanSearch.Outcome;
import rollcall.store.StoreException;

/** Scans to look through: by text, outcome and day, with photos for who may see names. */
@Component(service = Page.class)
public final class ScansPage implements Page {
    private static final int SHOWN = 50;

    private final Peers peers;

    @Activate
    public ScansPage(@Reference Peers peers) {
        this.peers = peers;
    }

    @Override
    public Spec spec() {
        return new Spec("/admin/scans", "Scans", Role.VIEWER, 1);
    }

    @Override
    public void write(View view) throws InterruptedException {
        form(view);
        view.section("found", "Found", () -> found(view));
    }

    private static void form(View view) {
        Visitor visitor = view.visitor();
        Html html = view.html();
        html.open("form", "class", "card line", "method", "get", "action", "/admin/scans", "role", "search");
        html.open("label").text(view.say(visitor.may(Role.OPERATOR) ? "Name, code or section" : "Code or section"));
        html.open("input", "name", "text", "value", visitor.input("text"), "maxlength", "100", "type", "search")
                .close("label");
        html.open("label").text(view.say("Outcome")).open("select", "name", "outcome");
        option(view, "", "any", visitor.input("outcome"));
        for (Outcome outcome : Outcome.values()) {
            String word = outcome.name().toLowerCase(Locale.ROOT);
            option(view, word, word, visitor.input("outcome"));
        }
        html.close("select").close("label");
        day(view, "from", "From");
        day(view, "to", "To");
        html.element("button", view.say("Search"));
        if (visitor.may(Role.OPERATOR)) {
            html.element(
                    "a", view.say("Export as CSV"), "class", "action", "href", "/api/v1/scans.csv?" + query(visitor));
        }
        html.close("form");
    }

    private static void option(View view, String value, String word, String chosen) {
        if (value.equals(chosen)) {
            view.html().element("option", view.say(word), "value", value, "selected", "");
        } else {
            view.html().element("option", view.say(word), "value", value);
        }
    }

    private static void day(View view, String name, String label) {
        view.html().open("label").text(view.say(label));
        view.html()
                .open(
                        "input",
                        "type",
                        "date",
                        "name",
                        name,
                        "value",
                        view.visitor().input(name))
                .close("label");
    }

    /** The same question for another address. */
    private static String query(Visitor visitor) {
        StringBuilder query = new StringBuilder();
        for (String name : new String[] {"text", "outcome", "from", "to"}) {
            String value = visitor.input(name);
            if (!value.isEmpty()) {
                query.append(query.isEmpty() ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return query.toString();
    }

    private void found(View view) throws StoreException, IOException, InterruptedException {
        Visitor visitor = view.visitor();
        ScanSearch.Query query;
        try {
            query = ScanQueries.of(visitor::input, visitor.may(Role.OPERATOR), SHOWN, view.zone());
        } catch (ScanQueries.BadQueryException e) {
            view.html().element("p", String.valueOf(e.getMessage()), "class", "bad", "role", "alert");
            return;
        }
        Found found = peers.ask(ScanSearch.class, search -> search.find(query));
        if (found.scans().isEmpty()) {
            view.empty(
                    found.next().isEmpty()
                            ? "No scan is like that."
                            : "None among the newest of these; older ones may be.");
        } else {
            table(view, found);
        }
        if (found.next().isPresent()) {
            view.html()
                    .open("p")
                    .element(
                            "a",
                            view.say("Older"),
                            "class",
                            "action",
                            "href",
                            "/admin/scans?" + query(visitor) + "&before="
                                    + found.next().get())
                    .close("p");
        }
    }

    private static void table(View view, Found found) {
        boolean named = view.visitor().may(Role.OPERATOR);
        view.table("Scans", "When", "Who", "What", "Outcome", "Synced", "Photo");
        for (Scan scan : found.scans()) {
            ScanLine line = ScanLine.of(scan, view, named);
            Html html = view.html().open("tr");
            html.open("td");
            view.time(scan.capturedAt());
            html.close("td")
                    .element("td", line.who())
                    .element("td", line.what())
                    .open("td");
            view.mark(
                    line.kind().equals("accepted") ? "good" : line.kind().equals("refused") ? "bad" : "warn",
                    line.verdict());
            html.close("td")
                    .element("td", scan.accepted() ? view.at(scan.syncedAt()) : "")
                    .open("td");
            if (named && scan.evidence().photo().isPresent()) {
                html.element("a", view.say("show"), "href", "/api/v1/scans/" + scan.id() + "/photo");
            }
            html.close("td").close("tr");
        }
        view.endTable();
    }
}
