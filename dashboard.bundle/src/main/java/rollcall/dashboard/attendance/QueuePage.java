package rollcall.dashboard.attendance;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.access.Role;
import rollcall.dashboard.operation.Operations;
import rollcall.dashboard.page.Html;
import rollcall.dashboard.page.Page;
import rollcall.dashboard.page.Peers;
import rollcall.dashboard.page.View;
import rollcall.dashboard.page.Visitor;
import rollcall.scan.ScanId;
import rollcall.store.Ledger;
import rollcall.store.Outbox;
import rollcall.store.StoreException;

/** What waits for the far ends, and what they refused. */
@Component(service = Page.class)
public final class QueuePage implements Page {
    private static final String PATH = "/admin/queue";
    private static final int SHOWN = 100;

    private final Peers peers;
    private final Operations operations;

    @Activate
    public QueuePage(@Reference Peers peers, @Reference Operations operations) {
        this.peers = peers;
        this.operations = operations;
    }

    @Override
    public Spec spec() {
        return new Spec(PATH, "Queue", Role.VIEWER, 2);
    }

    @Override
    public boolean acts() {
        return true;
    }

    @Override
    public void write(View view) throws InterruptedException {
        view.section("targets", "Far ends", () -> targets(view));
        view.section("quarantine", "Held back", () -> quarantine(view));
        view.section("account", "Account of today", () -> account(view));
    }

    private void targets(View view) throws StoreException, IOException, InterruptedException {
        List<Outbox.Target> targets = peers.ask(Outbox.class, Outbox::targets);
        if (targets.isEmpty()) {
            view.empty("No far end is set up: scans are kept here. Settings, section sync, says where they could go.");
            return;
        }
        view.table("Far ends", "Far end", "Waiting", "Oldest", "Held back");
        for (Outbox.Target target : targets) {
            view.row(
                    target.name(),
                    view.visitor().words().number(target.pending()),
                    view.at(target.oldest()),
                    view.visitor().words().number(target.quarantined()));
        }
        view.endTable();
        if (view.visitor().may(Role.OPERATOR)) {
            view.button(PATH, "flush", "Send now");
        }
    }

    private void quarantine(View view) throws StoreException, IOException, InterruptedException {
        List<Outbox.Quarantined> rows = peers.ask(Outbox.class, outbox -> outbox.quarantined(SHOWN));
        if (rows.isEmpty()) {
            view.empty("Nothing is held back: no far end refused a scan.");
            return;
        }
        boolean named = view.visitor().may(Role.OPERATOR);
        view.table("Held back", "When", "Who", "Far end", "Why", "");
        for (Outbox.Quarantined row : rows) {
            Html html = view.html().open("tr").open("td");
            view.time(row.scan().capturedAt());
            html.close("td").element("td", ScanLine.of(row.scan(), view, named).who());
            html.element("td", row.target()).element("td", row.reason()).open("td");
            if (named) {
                view.button(PATH, "requeue", "Send again", "id", row.scan().id().toString());
            }
            html.close("td").close("tr");
        }
        view.endTable();
        if (named) {
            view.button(PATH, "requeue-all", "Send all again");
        }
    }

    private void account(View view) throws StoreException, IOException, InterruptedException {
        Ledger.Day day = peers.ask(Ledger.class, ledger -> ledger.today(Instant.now()));
        view.table("Account of today", "Accepted", "Stored", "Waiting", "Synced", "Held back", "Unaccounted");
        view.row(
                String.valueOf(day.accepted()),
                String.valueOf(day.stored()),
                String.valueOf(day.pending()),
                String.valueOf(day.acked()),
                String.valueOf(day.quarantined()),
                String.valueOf(day.unaccounted()));
        view.endTable();
    }

    @Override
    public String act(Visitor visitor) throws Refusal, StoreException, IOException, InterruptedException {
        switch (visitor.input("do")) {
            case "flush" -> operations.command(visitor.name(), "sync", "now");
            case "requeue" -> requeue(visitor);
            case "requeue-all" -> operations.command(visitor.name(), "sync", "requeue", "all");
            default -> throw new Refusal(visitor.words().say("Nobody knows what this form asks for."));
        }
        return visitor.words().say("Done.");
    }

    private void requeue(Visitor visitor) throws Refusal, StoreException, IOException, InterruptedException {
        String id = visitor.input("id");
        if (!id.matches("[0-9a-f-]{36}")
                || !peers.ask(Outbox.class, outbox -> outbox.requeue(new ScanId(UUID.fromString(id))))) {
            throw new Refusal(visitor.words().say("That scan is not held back any more."));
        }
        operations.noted(visitor.name(), "queue.requeued", id, "");
    }
}
