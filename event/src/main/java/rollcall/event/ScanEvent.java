package rollcall.event;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision;
import rollcall.scan.PhotoReference;
import rollcall.scan.Scan;

/**
 * One scan as a far end gets it. Names of students stay here: the far end has its own roster.
 *
 * @param id the idempotency key
 * @param device the terminal
 * @param epoch its epoch
 * @param sequence its number there
 * @param code text of the card
 * @param listed whether the roster listed the code
 * @param direction {@code LOGIN} or {@code LOGOUT}
 * @param late whether it was late
 * @param session the part of the school day, may be empty
 * @param capturedAt when the card was read, as the terminal's clock stood
 * @param clock how far that clock could be trusted
 * @param photo SHA-256 of the photo
 */
public record ScanEvent(
        UUID id,
        String device,
        int epoch,
        long sequence,
        String code,
        boolean listed,
        String direction,
        boolean late,
        String session,
        Instant capturedAt,
        ClockTrust clock,
        Optional<String> photo) {
    public static ScanEvent of(Scan scan) {
        if (!(scan.decision() instanceof Decision.Accepted accepted)) {
            throw new IllegalArgumentException("scan " + scan.id() + " does not count and is owed to nobody");
        }
        return new ScanEvent(
                scan.id().value(),
                scan.origin().device(),
                scan.origin().epoch(),
                scan.origin().sequence(),
                scan.code(),
                accepted.listed(),
                accepted.direction().name(),
                accepted.late(),
                accepted.session(),
                scan.capturedAt(),
                scan.evidence().clock(),
                scan.evidence().photo().map(PhotoReference::sha256));
    }
}
