package rollcall.alerts.life;

import java.time.Instant;
import rollcall.alert.Alert;
import rollcall.alert.Notice;

/**
 * An event in the life of an alert that is to be told.
 *
 * @param alert as it is after it
 */
public record Happening(Notice.Kind kind, Alert alert, Instant at) {
    /** The same for every channel, whenever it is tried. */
    public String key() {
        return alert.id() + "." + alert.events();
    }
}
