package rollcall.dashboard.page;

import java.io.IOException;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.dashboard.endpoint.SystemInfoServlet;
import rollcall.dashboard.settings.Settings;
import rollcall.scan.Scan;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;

/** What stands below every page: which terminal this is, what runs on it, how far its clock is trusted, how it stopped last. */
@Component(service = Foot.class)
public final class Foot {
    private final Peers peers;
    private final Settings settings;
    private final String version;

    @Activate
    public Foot(BundleContext context, @Reference Peers peers, @Reference Settings settings) {
        this.peers = peers;
        this.settings = settings;
        this.version = context.getBundle().getVersion().toString();
    }

    String html(Words words) throws InterruptedException {
        Html html = new Html().open("footer", "id", "foot");
        fact(html, words.say("Terminal"), device());
        fact(html, words.say("Version"), version);
        fact(html, words.say("Clock"), words.say(clock()));
        peers.property("rollcall.tls.fingerprint").ifPresent(print -> fact(html, words.say("Certificate"), print));
        fact(html, words.say("Last stop"), peers.property("rollcall.laststop").orElse("\u2013"));
        return html.close("footer").toString();
    }

    private static void fact(Html html, String name, String value) {
        html.open("span").element("b", name).text(" " + value).close("span");
    }

    private String device() {
        try {
            return settings.text("store", "device")
                    .filter(device -> !device.isBlank())
                    .orElseGet(SystemInfoServlet::hostname);
        } catch (IOException e) {
            return SystemInfoServlet.hostname();
        }
    }

    /** As of the newest scan. */
    private String clock() throws InterruptedException {
        try {
            Optional<Scan> newest = peers.ask(ScanStore.class, store -> store.recent(1)).stream()
                    .findFirst();
            return newest.map(scan -> scan.evidence().clock().name()).orElse("no scan yet");
        } catch (StoreException | PeerAwayException e) {
            return "unknown";
        }
    }
}
