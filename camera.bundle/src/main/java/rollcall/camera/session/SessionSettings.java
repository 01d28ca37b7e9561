package rollcall.camera.session;

import java.time.Duration;
import rollcall.camera.session.SessionRules.OnTimeout;

/** What section {@code camera} says of the capture session. */
final class SessionSettings {
    /** How long an outcome is shown. */
    private static final Duration SHOWN = Duration.ofMillis(2_500);

    private SessionSettings() {}

    /** The rules of the configuration. */
    static SessionRules rules(CameraConfig config) {
        Duration stable = Duration.ofMillis(config.stableMillis());
        Duration patience = Duration.ofSeconds(config.patienceSeconds());
        if (patience.compareTo(stable) <= 0) {
            throw new IllegalArgumentException("camera.patienceSeconds = " + config.patienceSeconds()
                    + ": has to be longer than camera.stableMillis = " + config.stableMillis());
        }
        return new SessionRules(
                stable, patience, SHOWN, config.unknownCheck().equals("pass"), onTimeout(config.onTimeout()));
    }

    private static OnTimeout onTimeout(String text) {
        return switch (text) {
            case "record" -> OnTimeout.RECORD;
            case "record-without-photo" -> OnTimeout.RECORD_WITHOUT_PHOTO;
            case "reject" -> OnTimeout.REJECT;
            default ->
                throw new IllegalArgumentException(
                        "camera.onTimeout = " + text + ": record, record-without-photo or reject is expected");
        };
    }
}
