package rollcall.dashboard.page;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import rollcall.store.StoreException;

/** What a page is written into: HTML and the pieces that all pages are made of. */
public final class View {
    private static final System.Logger LOG = System.getLogger("rollcall.dashboard");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Html html = new Html();
    private final Visitor visitor;
    private final ZoneId zone;

    View(Visitor visitor, ZoneId zone) {
        this.visitor = visitor;
        this.zone = zone;
    }

    /** A part of a page that may fail without the others. */
    @FunctionalInterface
    public interface Part {
        void write() throws StoreException, IOException, InterruptedException;
    }

    public Html html() {
        return html;
    }

    public Visitor visitor() {
        return visitor;
    }

    public ZoneId zone() {
        return zone;
    }

    /** A sentence in the visitor's language. */
    public String say(String english, Object... values) {
        return visitor.words().say(english, values);
    }

    /** A section with a heading that scripts keep up to date by its id; says so where its content cannot be had. */
    public void section(String id, String title, Part part) throws InterruptedException {
        html.open("section", "id", id, "class", "card", "data-live", "", "aria-labelledby", id + "-title");
        html.element("h2", say(title), "id", id + "-title");
        part(part);
        html.close("section");
    }

    /** A part of a page: where it fails, one line stands in its place. */
    public void part(Part part) throws InterruptedException {
        try {
            part.write();
        } catch (PeerAwayException e) {
            html.element(
                    "p",
                    say("One moment: this part of the terminal is being replaced or did not start."),
                    "class",
                    "notice");
        } catch (StoreException | IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a part of a page is missing: {0}", e.getMessage());
            html.element("p", say("This cannot be read now; the log says why."), "class", "notice bad");
        }
    }

    /** A moment, as the terminal's own clock shows it. */
    public String at(Instant instant) {
        return MINUTE.format(instant.atZone(zone));
    }

    /** A moment that scripts show with how long ago it was. */
    public void time(Instant instant) {
        html.element("time", at(instant), "datetime", instant.toString(), "class", "when");
    }

    /** A form of one button; {@code fields} are names and values in turn. */
    public void button(String action, String deed, String label, String... fields) {
        form(action, deed, fields);
        html.element("button", say(label)).close("form");
    }

    /** Begins a form; {@code fields} are names and values in turn. */
    public void form(String action, String deed, String... fields) {
        html.open("form", "method", "post", "action", action);
        html.open("input", "type", "hidden", "name", "form-token", "value", visitor.formToken());
        html.open("input", "type", "hidden", "name", "do", "value", deed);
        for (int i = 0; i + 1 < fields.length; i += 2) {
            html.open("input", "type", "hidden", "name", fields[i], "value", fields[i + 1]);
        }
    }

    /** Begins a table that scrolls in itself on small screens. */
    public void table(String caption, String... columns) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", say(caption));
        html.open("table").open("thead").open("tr");
        for (String column : columns) {
            if (column.isEmpty()) {
                html.open("td").close("td");
            } else {
                html.element("th", say(column), "scope", "col");
            }
        }
        html.close("tr").close("thead").open("tbody");
    }

    /** Ends a table. */
    public void endTable() {
        html.close("tbody").close("table").close("div");
    }

    /** A row of texts. */
    public void row(String... cells) {
        html.open("tr");
        for (String cell : cells) {
            html.element("td", cell);
        }
        html.close("tr");
    }

    /** A line where there is nothing to show. */
    public void empty(String sentence) {
        html.element("p", say(sentence), "class", "notice");
    }

    /** A mark of a state: colour, sign and word. */
    public void mark(String kind, String word) {
        html.element("span", sign(kind) + " " + word, "class", "mark " + kind);
    }

    private static String sign(String kind) {
        return switch (kind) {
            case "good" -> "\u2713";
            case "warn" -> "!";
            case "bad" -> "\u2715";
            default -> "\u00b7";
        };
    }

    /** The moment, or nothing. */
    public String at(Optional<Instant> instant) {
        return instant.map(this::at).orElse("\u2013");
    }
}
