package rollcall.dashboard.operation;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.access.Role;
import rollcall.dashboard.page.Html;
import rollcall.dashboard.page.Page;
import rollcall.dashboard.page.View;

/** What runs. */
@Component(service = Page.class)
public final class BundlesPage implements Page {
    private final BundleContext context;

    @Activate
    public BundlesPage(BundleContext context) {
        this.context = context;
    }

    @Override
    public Spec spec() {
        return new Spec("/admin/bundles", "Bundles", Role.ADMIN, 7);
    }

    @Override
    public void write(View view) throws InterruptedException {
        List<Bundle> bundles = Arrays.stream(context.getBundles())
                .sorted(Comparator.comparing(BundlesPage::isLibrary).thenComparing(BundlesPage::name))
                .toList();
        view.section("running", "What runs", () -> table(view, bundles));
        view.html()
                .open("p")
                .element(
                        "a",
                        view.say("Open the Felix Web Console"),
                        "href",
                        "/system/console/bundles",
                        "class",
                        "action")
                .close("p");
    }

    private static boolean isLibrary(Bundle bundle) {
        return !name(bundle).startsWith("rollcall.");
    }

    private static String name(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name == null ? "" : name;
    }

    private static void table(View view, List<Bundle> bundles) {
        view.table("What runs", "Bundle", "Version", "State", "Start level", "Since");
        for (Bundle bundle : bundles) {
            boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
            Html html = view.html()
                    .open("tr")
                    .element("td", name(bundle))
                    .element("td", bundle.getVersion().toString());
            html.open("td");
            String state = state(bundle);
            view.mark(bundle.getState() == Bundle.ACTIVE || fragment ? "good" : "bad", state);
            html.close("td").element("td", level(bundle)).open("td");
            view.time(Instant.ofEpochMilli(bundle.getLastModified()));
            html.close("td").close("tr");
        }
        view.endTable();
    }

    private static String level(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return level == null ? "" : String.valueOf(level.getStartLevel());
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> "active";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.INSTALLED -> "installed";
            default -> "uninstalled";
        };
    }
}
