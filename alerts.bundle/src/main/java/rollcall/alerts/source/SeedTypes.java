package rollcall.alerts.source;

import java.util.List;
import rollcall.alert.AlertType;

/** The predecessor's alert types; others are made by the bundle that owns the condition. */
final class SeedTypes {
    static final AlertType DISK_FULL = new AlertType(
            "DISK_FULL",
            "The disk is nearly full",
            List.of("Leave the terminal on", "Remove files that are not the terminal's", "Call who looks after it"));
    static final AlertType CAMERA_FAILURE = new AlertType(
            "CAMERA_FAILURE",
            "The camera gives no pictures",
            List.of(
                    "Look whether the camera's cable is plugged in",
                    "Write attendance by hand",
                    "Call who looks after it"));
    static final AlertType DATABASE_ERROR = new AlertType(
            "DATABASE_ERROR",
            "The database has trouble ({check})",
            List.of(
                    "Leave the terminal on",
                    "Write attendance by hand if cards are refused",
                    "Call who looks after it"));
    static final AlertType SYNC_FAILURE = new AlertType(
            "SYNC_FAILURE",
            "Scans do not reach the far end ({check})",
            List.of("Nothing is lost; call who looks after it"));
    static final AlertType CIRCUIT_BREAKER_OPEN = new AlertType(
            "CIRCUIT_BREAKER_OPEN", "A remote service does not answer", List.of("Nothing is lost; it is tried again"));
    static final AlertType NETWORK_OFFLINE = new AlertType(
            "NETWORK_OFFLINE", "Network connectivity lost", List.of("Look at the network cable or the router"));
    static final AlertType SYSTEM_ERROR = new AlertType(
            "SYSTEM_ERROR", "A part of the terminal is not well ({check})", List.of("Call who looks after it"));

    private SeedTypes() {}
}
