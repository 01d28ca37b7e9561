package rollcall.dashboard.operation;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.access.Role;
import rollcall.dashboard.operation.Checks.Checked;
import rollcall.dashboard.page.Html;
import rollcall.dashboard.page.Page;
import rollcall.dashboard.page.View;
import rollcall.dashboard.page.Visitor;
import rollcall.store.StoreException;

/** What each bundle says of itself, and what to do where it is not well. */
@Component(service = Page.class)
public final class HealthPage implements Page {
    private static final String PATH = "/admin/health";

    private final Checks checks;
    private final Operations operations;

    @Activate
    public HealthPage(@Reference Checks checks, @Reference Operations operations) {
        this.checks = checks;
        this.operations = operations;
    }

    @Override
    public Spec spec() {
        return new Spec(PATH, "Health", Role.VIEWER, 4);
    }

    @Override
    public boolean acts() {
        return true;
    }

    @Override
    public void write(View view) throws InterruptedException {
        Map<String, List<Checked>> byBundle = checks.all().stream()
                .collect(Collectors.groupingBy(Checked::bundle, TreeMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Checked>> bundle : byBundle.entrySet()) {
            String id = "checks-" + bundle.getKey().replace('.', '-');
            view.section(id, bundle.getKey(), () -> bundle.getValue().forEach(check -> check(view, check)));
        }
        if (view.visitor().may(Role.OPERATOR)) {
            view.section("deeds", "What can be done from here", () -> {
                view.html().open("div", "class", "line");
                view.button(PATH, "camera", "Restart the camera");
                view.button(PATH, "backup", "Back up now");
                view.html().close("div");
            });
        }
    }

    private static void check(View view, Checked check) {
        Html html = view.html().open("div", "class", "line");
        view.mark(kind(check.status()), check.status().name());
        html.element("strong", check.name()).close("div");
        html.open("ul", "class", "plain more");
        check.messages().forEach(message -> html.element("li", message));
        html.close("ul");
    }

    private static String kind(Result.Status status) {
        return switch (status) {
            case OK -> "good";
            case WARN, TEMPORARILY_UNAVAILABLE -> "warn";
            default -> "bad";
        };
    }

    @Override
    public String act(Visitor visitor) throws Refusal, StoreException, IOException, InterruptedException {
        return switch (visitor.input("do")) {
            case "camera" -> {
                operations.restartCamera(visitor.name());
                yield visitor.words().say("The camera was stopped and started again.");
            }
            case "backup" -> operations.command(visitor.name(), "backup", "");
            default -> throw new Refusal(visitor.words().say("Nobody knows what this form asks for."));
        };
    }
}
