package rollcall.alerts.source;

import java.util.List;
import rollcall.alert.AlertType;

/** The alert types that health checks raise: the predecessor's, and what a check of ours needs. */
final class SeedTypes {
    private static final String CALL = "Call who looks after the terminal";

    static final AlertType DISK_FULL = new AlertType(
            "DISK_FULL",
            "The disk is nearly full",
            List.of("Leave the terminal on; scans go on", "Take out no card and no stick", CALL));
    static final AlertType CAMERA_FAILURE = new AlertType(
            "CAMERA_FAILURE",
            "The camera gives no pictures",
            List.of(
                    "Look whether the camera's cable is plugged in and nothing covers the lens",
                    "Write attendance by hand",
                    CALL));
    static final AlertType DATABASE_ERROR = new AlertType(
            "DATABASE_ERROR",
            "The database has trouble ({check})",
            List.of("Leave the terminal on", "Write attendance by hand if cards are refused", CALL));
    static final AlertType SYNC_FAILURE = new AlertType(
            "SYNC_FAILURE",
            "Scans do not reach the far end ({check})",
            List.of("Go on scanning; nothing is lost", "Look whether the network cable is plugged in", CALL));
    static final AlertType QUEUE_OVERFLOW = new AlertType(
            "QUEUE_OVERFLOW",
            "Many scans wait for the far end",
            List.of("Go on scanning; nothing is lost", "Look whether the network cable is plugged in", CALL));
    static final AlertType CIRCUIT_BREAKER_OPEN = new AlertType(
            "CIRCUIT_BREAKER_OPEN",
            "A remote service does not answer",
            List.of(
                    "Go on scanning; nothing is lost",
                    "Wait; it is tried again by itself",
                    "Call who looks after the terminal if it lasts for a day"));
    static final AlertType NETWORK_OFFLINE = new AlertType(
            "NETWORK_OFFLINE",
            "Network connectivity lost",
            List.of("Go on scanning; nothing is lost", "Look at the network cable and the router", CALL));
    static final AlertType ROSTER_HELD = new AlertType(
            "ROSTER_HELD",
            "The new roster lacks many students and waits to be accepted",
            List.of("Go on scanning; the roster before is in force", "Call who keeps the roster"));
    static final AlertType MESSAGES_WAIT = new AlertType(
            "MESSAGES_WAIT",
            "Messages to guardians do not go out",
            List.of("Go on scanning; attendance is not touched by it", CALL));
    static final AlertType SYSTEM_ERROR = new AlertType(
            "SYSTEM_ERROR",
            "A part of the terminal is not well ({check})",
            List.of(
                    "Go on scanning as long as the light turns green",
                    "Write attendance by hand if it does not",
                    CALL));

    private SeedTypes() {}
}
