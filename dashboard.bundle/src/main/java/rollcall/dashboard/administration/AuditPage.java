package rollcall.dashboard.administration;

import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.access.Role;
import rollcall.dashboard.page.Page;
import rollcall.dashboard.page.Peers;
import rollcall.dashboard.page.View;
import rollcall.store.AuditTrail;
import rollcall.store.StoreException;

/** Who did what, newest first, and whether the chain of entries is whole. */
@Component(service = Page.class)
public final class AuditPage implements Page {
    private static final int SHOWN = 200;
    private static final int HASH_SHOWN = 12;

    private final Peers peers;

    @Activate
    public AuditPage(@Reference Peers peers) {
        this.peers = peers;
    }

    @Override
    public Spec spec() {
        return new Spec("/admin/audit", "Audit", Role.ADMIN, 10);
    }

    @Override
    public void write(View view) throws InterruptedException {
        view.section("chain", "Chain", () -> chain(view));
        view.section("entries", "Entries", () -> entries(view));
    }

    private void chain(View view) throws StoreException, IOException, InterruptedException {
        long broken = peers.ask(AuditTrail.class, AuditTrail::firstBroken);
        if (broken == 0) {
            view.mark("good", view.say("whole"));
        } else {
            view.mark("bad", view.say("broken from entry {0} on: somebody changed the database", broken));
        }
    }

    private void entries(View view) throws StoreException, IOException, InterruptedException {
        view.table("Entries", "Number", "When", "Who", "What", "To what", "Details", "Hash");
        for (AuditTrail.Entry entry : peers.ask(AuditTrail.class, trail -> trail.recent(SHOWN))) {
            view.html().open("tr").element("td", String.valueOf(entry.number())).open("td");
            view.time(entry.at());
            view.html()
                    .close("td")
                    .element("td", entry.actor())
                    .element("td", entry.action())
                    .element("td", entry.subject())
                    .element("td", entry.details())
                    .open("td")
                    .element("code", entry.hash().substring(0, HASH_SHOWN), "title", entry.hash())
                    .close("td")
                    .close("tr");
        }
        view.endTable();
    }
}
