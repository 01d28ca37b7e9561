package rollcall.camera.session;

import java.time.Duration;

/**
 * How long a capture session takes and what becomes of one without a good photo.
 *
 * @param stable for how long every check has to pass before the photo counts
 * @param patience how long after the card a good photo may take
 * @param shown how long an outcome is shown
 * @param unknownPasses whether a check that could not measure anything stands in the way
 * @param onTimeout what happens without a good photo
 */
record SessionRules(Duration stable, Duration patience, Duration shown, boolean unknownPasses, OnTimeout onTimeout) {
    /** What happens when no good photo came in time. */
    enum OnTimeout {
        /** The scan is recorded with the best frame there was, and with what was wrong with it. */
        RECORD,
        /** The scan is recorded with what was wrong, and without a photo. */
        RECORD_WITHOUT_PHOTO,
        /** The scan is not recorded; the card has to be shown again. */
        REJECT
    }

    SessionRules {
        if (stable.isNegative() || patience.compareTo(stable) <= 0) {
            throw new IllegalArgumentException(
                    "stable for " + stable + " within " + patience + ": the patience must be the longer of the two");
        }
    }
}
