package rollcall.scan;

import java.util.Optional;

/**
 * What a stored scan rests on besides the code.
 *
 * @param clock how far its time can be trusted
 * @param photo where its photo lies, if there is one
 * @param quality what was measured on the face
 * @param correlationId ties its log lines, events and requests together
 */
public record Evidence(
        ClockTrust clock, Optional<PhotoReference> photo, Optional<Quality> quality, String correlationId) {}
