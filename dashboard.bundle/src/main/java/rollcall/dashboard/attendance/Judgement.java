package rollcall.dashboard.attendance;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import rollcall.camera.Camera;
import rollcall.camera.CameraState;
import rollcall.dashboard.page.PeerAwayException;
import rollcall.dashboard.page.Peers;
import rollcall.dashboard.page.View;
import rollcall.scan.Scan;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.Totals;

/** Says in one word and one line how the terminal is. */
final class Judgement {
    private static final System.Logger LOG = System.getLogger("rollcall.dashboard");

    private final Peers peers;
    private final Clock clock;
    private String kind = "waiting";
    private String word = "";
    private String reason = "";

    Judgement(Peers peers, Clock clock) {
        this.peers = peers;
        this.clock = clock;
    }

    Judgement now(View view) throws InterruptedException {
        try {
            Totals totals = peers.ask(ScanStore.class, store -> store.totals(clock.instant()));
            List<Scan> newest = peers.ask(ScanStore.class, store -> store.recent(1));
            camera(view, totals, newest);
        } catch (PeerAwayException e) {
            say("waiting", view.say("One moment"), view.say("The store is being replaced; cards wait for it."));
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "the store does not answer: {0}", e.getMessage());
            say("broken", view.say("Scans cannot be stored"), view.say("The store does not answer; the log says why."));
        }
        return this;
    }

    private void camera(View view, Totals totals, List<Scan> newest) throws StoreException, InterruptedException {
        CameraState camera;
        try {
            camera = peers.ask(Camera.class, Camera::state);
        } catch (PeerAwayException e) {
            say("waiting", view.say("One moment"), view.say("The camera is being replaced or did not start."));
            return;
        }
        switch (camera.phase()) {
            case WATCHING, IDLE -> say("ready", view.say("Ready"), activity(view, totals, newest));
            case UNAVAILABLE -> say("broken", view.say("Camera unavailable"), camera.message());
            case OPENING, HOLDING -> say("waiting", view.say("One moment"), camera.message());
        }
    }

    private String activity(View view, Totals totals, List<Scan> newest) {
        if (newest.isEmpty()) {
            return view.say("Hold a QR card up to the camera.");
        }
        Duration since = Duration.between(newest.get(0).capturedAt(), clock.instant());
        return view.say(
                "{0} scans today, the last {1} ago",
                view.visitor()
                        .words()
                        .number(totals.acceptedToday() + totals.duplicatesToday() + totals.rejectedToday()),
                HomePage.age(since));
    }

    private void say(String how, String what, String why) {
        kind = how;
        word = what;
        reason = why;
    }

    /** {@code ready}, {@code waiting} or {@code broken}. */
    String kind() {
        return kind;
    }

    String word() {
        return word;
    }

    String reason() {
        return reason;
    }
}
