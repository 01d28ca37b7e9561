package rollcall.dashboard.operation;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.access.Role;
import rollcall.dashboard.page.Html;
import rollcall.dashboard.page.Page;
import rollcall.dashboard.page.View;
import rollcall.dashboard.page.Visitor;
import rollcall.store.StoreException;

/** The newest lines of the log, and how much it says. */
@Component(service = Page.class)
public final class LogPage implements Page {
    private static final String PATH = "/admin/log";
    private static final int SHOWN = 200;

    private final LogTail tail;
    private final Operations operations;

    @Activate
    public LogPage(@Reference LogTail tail, @Reference Operations operations) {
        this.tail = tail;
        this.operations = operations;
    }

    @Override
    public Spec spec() {
        return new Spec(PATH, "Log", Role.ADMIN, 8);
    }

    @Override
    public boolean acts() {
        return true;
    }

    @Override
    public void write(View view) throws InterruptedException {
        view.html().open("div", "class", "card");
        view.form(PATH, "level");
        Html html = view.html().open("span", "class", "line");
        html.open("label").text(view.say("Logger"));
        html.open("input", "name", "logger", "value", "rollcall", "required", "", "maxlength", "100")
                .close("label");
        html.open("label").text(view.say("Level")).open("select", "name", "level");
        LogLevels.LEVELS.forEach(level -> html.element("option", level));
        html.close("select").close("label").open("label").text(view.say("Minutes"));
        html.open("input", "name", "minutes", "type", "number", "min", "1", "max", "240", "value", "15")
                .close("label");
        html.element("button", view.say("Say more or less"))
                .close("span")
                .close("form")
                .close("div");
        view.section("lines", "Newest lines", () -> lines(view));
    }

    private void lines(View view) throws IOException {
        List<LogTail.Line> lines = tail.newest(SHOWN);
        if (lines.isEmpty()) {
            view.empty("The log is empty.");
            return;
        }
        Html html = view.html().open("ol", "class", "log plain");
        for (LogTail.Line line : lines) {
            html.open("li").text(line.at() + " ");
            view.mark(kind(line.level()), line.level());
            html.text(" " + line.logger() + "  ").text(line.message()).close("li");
        }
        html.close("ol");
    }

    private static String kind(String level) {
        return switch (level) {
            case "SEVERE", "ERROR", "CRITICAL" -> "bad";
            case "WARNING" -> "warn";
            default -> "off";
        };
    }

    @Override
    public String act(Visitor visitor) throws Refusal, StoreException, IOException, InterruptedException {
        String minutes = visitor.input("minutes");
        if (!minutes.matches("[0-9]{1,3}")) {
            throw new Refusal(visitor.words().say("Minutes are a number from 1 to 240."));
        }
        try {
            operations.logLevel(
                    visitor.name(),
                    visitor.input("logger"),
                    visitor.input("level"),
                    Duration.ofMinutes(Long.parseLong(minutes)));
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
        return visitor.words().say("The level is changed and goes back by itself after {0} minutes.", minutes);
    }
}
