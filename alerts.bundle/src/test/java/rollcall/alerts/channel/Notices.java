package rollcall.alerts.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rollcall.alert.Alert;
import rollcall.alert.AlertState;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/** Notices for tests of channels. */
final class Notices {
    static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

    private Notices() {}

    static Alert alert(String message, Severity severity) {
        return new Alert(
                new UUID(0, 1),
                "DISK_FULL",
                "data",
                "gate",
                severity,
                AlertState.FIRING,
                message,
                Map.of("percent", "95"),
                List.of("Leave the terminal on", "Call who looks after it"),
                AT,
                AT,
                1,
                1,
                "ana");
    }

    static Notice of(Notice.Kind kind, String message) {
        Alert alert = alert(message, Severity.CRITICAL);
        return new Notice("key-1." + kind, kind, List.of(alert), AT, "docs/runbook.md#disk_full");
    }

    static Notice firing() {
        return of(Notice.Kind.FIRING, "The disk is nearly full");
    }
}
