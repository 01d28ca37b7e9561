package rollcall.dashboard.attendance;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.access.Role;
import rollcall.alert.Alert;
import rollcall.alert.Alerts;
import rollcall.alert.Severity;
import rollcall.dashboard.endpoint.Figures;
import rollcall.dashboard.page.Html;
import rollcall.dashboard.page.Page;
import rollcall.dashboard.page.Peers;
import rollcall.dashboard.page.View;
import rollcall.scan.Scan;
import rollcall.store.Ledger;
import rollcall.store.Queue;
import rollcall.store.ScanSearch;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.Totals;

/** The first screen: how the terminal is, four figures, the last day, the last scans, the account. */
@Component(service = Page.class)
public final class HomePage implements Page {
    private static final int SHOWN = 10;

    private final Peers peers;
    private final Figures figures;
    private final Path data;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public HomePage(BundleContext context, @Reference Peers peers, @Reference Figures figures) {
        this.peers = peers;
        this.figures = figures;
        this.data =
                Path.of(String.valueOf(context.getProperty("rollcall.home"))).resolve("data");
    }

    @Override
    public Spec spec() {
        return new Spec("/", "Overview", Role.VIEWER, 0);
    }

    @Override
    public void write(View view) throws InterruptedException {
        state(view);
        view.html().open("div", "class", "tiles");
        tile(view, "tile-scans", "/admin/scans", () -> scans(view));
        tile(view, "tile-queue", "/admin/queue", () -> queue(view));
        tile(view, "tile-alerts", "/admin/alerts", () -> alerts(view));
        tile(view, "tile-disk", "/admin/health", () -> disk(view));
        view.html().close("div");
        view.html().open("p", "id", "ledger", "class", "ledger", "data-live", "");
        view.part(() -> ledger(view));
        view.html().close("p");
        view.section(
                "day",
                "Last 24 hours",
                () -> DayChart.write(
                        view,
                        peers.ask(ScanSearch.class, search -> search.acceptedPerHour(from(), clock.instant())),
                        from()));
        view.section("last", "Last scans", () -> last(view));
    }

    private Instant from() {
        return DayChart.first(clock.instant());
    }

    private void state(View view) throws InterruptedException {
        Judgement judgement = new Judgement(peers, clock).now(view);
        view.html()
                .open(
                        "section",
                        "id",
                        "status",
                        "class",
                        "status " + judgement.kind(),
                        "role",
                        "status",
                        "data-live",
                        "");
        view.html().element("h1", judgement.word(), "id", "word", "class", "word");
        view.html().element("p", judgement.reason(), "id", "reason", "class", "reason");
        view.html().close("section");
    }

    private static void tile(View view, String id, String target, View.Part part) throws InterruptedException {
        view.html().open("a", "id", id, "class", "tile", "href", target, "data-live", "");
        view.part(part);
        view.html().close("a");
    }

    private void scans(View view) throws StoreException, IOException, InterruptedException {
        Totals totals = peers.ask(ScanStore.class, store -> store.totals(clock.instant()));
        figure(view, "accepted", totals.acceptedToday(), "accepted today");
        Html html = view.html().open("span", "class", "more");
        html.element("span", view.visitor().words().number(totals.lateToday()), "id", "late")
                .text(" " + view.say("late") + ", ");
        html.element("span", view.visitor().words().number(totals.duplicatesToday()), "id", "duplicates")
                .text(" " + view.say("duplicate") + ", ");
        html.element("span", view.visitor().words().number(totals.rejectedToday()), "id", "refused")
                .text(" " + view.say("refused"));
        html.close("span");
    }

    private static void figure(View view, String id, long value, String label) {
        view.html().element("span", view.visitor().words().number(value), "id", id, "class", "figure");
        view.html().element("span", view.say(label), "class", "label");
    }

    private void queue(View view) throws StoreException, IOException, InterruptedException {
        Queue queue = peers.ask(ScanStore.class, ScanStore::queue);
        figure(view, "pending", queue.pending(), "waiting to sync");
        view.html()
                .element(
                        "span",
                        queue.oldest()
                                .map(at -> view.say("the oldest for {0}", age(Duration.between(at, clock.instant()))))
                                .orElse(view.say("nothing waits")),
                        "class",
                        "more");
    }

    static String age(Duration age) {
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        return age.toHours() < 2
                ? age.toMinutes() + " min"
                : age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " d";
    }

    private void alerts(View view) throws StoreException, IOException, InterruptedException {
        List<Alert> active = peers.ask(Alerts.class, Alerts::active).stream()
                .filter(Alert::isActive)
                .toList();
        figure(view, "alerts", active.size(), "active alerts");
        boolean critical = active.stream().anyMatch(alert -> alert.severity() == Severity.CRITICAL);
        view.html()
                .element(
                        "span",
                        active.isEmpty()
                                ? view.say("nothing to do")
                                : active.get(active.size() - 1).message(),
                        "class",
                        critical ? "more bad" : "more");
    }

    private void disk(View view) throws IOException {
        FileStore store = Files.getFileStore(data);
        double free = store.getUsableSpace();
        view.html()
                .element(
                        "span",
                        String.format(Locale.ROOT, "%.0f %%", 100 * free / Math.max(1, store.getTotalSpace())),
                        "id",
                        "disk",
                        "class",
                        "figure");
        view.html().element("span", view.say("of the disk free"), "class", "label");
        OptionalDouble warmth = figures.value("attendance_temperature_celsius");
        view.html()
                .element(
                        "span",
                        view.visitor().words().bytes(free)
                                + (warmth.isPresent()
                                        ? String.format(Locale.ROOT, ", %.0f \u00b0C", warmth.getAsDouble())
                                        : ""),
                        "class",
                        "more");
    }

    private void ledger(View view) throws StoreException, IOException, InterruptedException {
        Ledger.Day day = peers.ask(Ledger.class, ledger -> ledger.today(clock.instant()));
        long lost = Math.max(
                day.unaccounted(), peers.ask(Ledger.class, Ledger::lastAudit).unaccounted());
        if (lost > 0) {
            view.html()
                    .element(
                            "strong",
                            view.say(
                                    "Unaccounted records: {0}. Keep the data folder as it is and run: ./rollcall verify",
                                    lost),
                            "class",
                            "bad");
            return;
        }
        view.html().element("strong", view.say("Unaccounted records: {0}", 0)).text(" \u00b7 ");
        view.html()
                .text(view.say(
                        "today {0} accepted = {1} waiting + {2} synced + {3} held back",
                        day.accepted(), day.pending(), day.acked(), day.quarantined()));
    }

    private void last(View view) throws StoreException, IOException, InterruptedException {
        List<Scan> scans = peers.ask(ScanStore.class, store -> store.recent(SHOWN));
        if (scans.isEmpty()) {
            view.empty("No scans yet. Hold a QR card up to the camera.");
        }
        boolean named = view.visitor().may(Role.OPERATOR);
        view.html().open("ol", "id", "scans", "class", "scans");
        for (Scan scan : scans) {
            ScanLine line = ScanLine.of(scan, view, named);
            Html html = view.html().open("li", "class", "scan " + line.kind());
            html.element("span", line.sign(), "class", "sign", "aria-hidden", "true");
            html.element("span", line.who(), "class", "who").element("span", line.verdict(), "class", "verdict");
            html.element("span", line.what(), "class", "what");
            view.time(scan.capturedAt());
            html.close("li");
        }
        view.html().close("ol");
    }
}
