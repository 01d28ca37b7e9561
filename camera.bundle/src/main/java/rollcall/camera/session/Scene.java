package rollcall.camera.session;

import java.util.Optional;
import rollcall.camera.quality.Hint;
import rollcall.scan.Scan;

/**
 * What people should see.
 *
 * @param progress how much of the time to hold still is over, 0 to 1
 * @param outcome the scan that was recorded last, while it is shown
 */
record Scene(SessionState state, Hint hint, double progress, Optional<Scan> outcome) {}
