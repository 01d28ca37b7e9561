package rollcall.alerts.life;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import rollcall.alert.Alert;
import rollcall.alert.AlertState;
import rollcall.alert.Condition;
import rollcall.alert.Severity;

/** One fingerprint: its present or last alert, and what is measured by the clock that only goes on. */
final class Life {
    private static final Set<AlertState> STANDING =
            Set.of(AlertState.FIRING, AlertState.ACKNOWLEDGED, AlertState.SILENCED);

    Alert alert;

    /** When the state that waits is over: pending, or resolving. */
    long until;

    long groupUntil;
    long repeatAt;

    /** From when a message may follow the last one; meaningless before the first. */
    long cooledAt;

    boolean cooling;

    /** A message is due and was not sent yet. */
    boolean owed;

    /** How bad the last message said it was, of this alert or one before; null before the first. */
    @Nullable
    Severity toldSeverity;

    /** Why the message that is due was not sent yet. */
    String blocked = "";

    boolean stale;
    long staleAt;
    final Deque<Long> turns = new ArrayDeque<>();

    Life(Alert alert) {
        this.alert = alert;
    }

    boolean isStanding() {
        return STANDING.contains(alert.state());
    }

    /** Whether it is worse than anybody was told. */
    boolean isRisen() {
        return toldSeverity != null && alert.severity().compareTo(toldSeverity) > 0;
    }

    boolean isTold() {
        return alert.events() > 0;
    }

    void enter(AlertState state) {
        boolean fresh = state == AlertState.FIRING || state == AlertState.PENDING;
        change(state, alert.events(), fresh ? "" : alert.acknowledgedBy());
    }

    void acknowledge(String who) {
        change(AlertState.ACKNOWLEDGED, alert.events(), who);
    }

    /** One more of its events is told. */
    void counted() {
        change(alert.state(), alert.events() + 1, alert.acknowledgedBy());
    }

    private void change(AlertState state, int events, String acknowledgedBy) {
        alert = new Alert(
                alert.id(),
                alert.type(),
                alert.source(),
                alert.device(),
                alert.severity(),
                state,
                alert.message(),
                alert.parameters(),
                alert.steps(),
                alert.startedAt(),
                alert.seenAt(),
                alert.occurrences(),
                events,
                acknowledgedBy);
    }

    /** Another sight of the same condition; what is said of it is what is known now, the severity never falls. */
    void seen(Condition condition, Moment now) {
        boolean worse = condition.severity().compareTo(alert.severity()) > 0;
        boolean same = condition.severity() == alert.severity() || worse;
        alert = new Alert(
                alert.id(),
                alert.type(),
                alert.source(),
                alert.device(),
                worse ? condition.severity() : alert.severity(),
                alert.state(),
                same ? condition.message() : alert.message(),
                same ? condition.parameters() : alert.parameters(),
                alert.steps(),
                alert.startedAt(),
                now.wall(),
                alert.occurrences() + 1,
                alert.events(),
                alert.acknowledgedBy());
        stale = false;
    }

    static Alert begin(UUID id, Condition condition, String device, Moment now) {
        return new Alert(
                id,
                condition.type().name(),
                condition.source(),
                device,
                condition.severity(),
                AlertState.PENDING,
                condition.message(),
                condition.parameters(),
                condition.type().steps(),
                now.wall(),
                now.wall(),
                1,
                0,
                "");
    }
}
