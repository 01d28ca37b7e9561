package rollcall.camera;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A device that tells students how their scan went, such as a light, a buzzer or a loudspeaker; a whiteboard service.
 *
 * <p>Called by one thread of the camera bundle, which is not the one that records scans: a device may take as long as its
 * pattern lasts. Signals that come meanwhile wait, the oldest of more than a few are dropped.
 */
@ConsumerType
public interface Feedback {
    /** Gives a signal. A device that is not there does nothing; whatever is thrown is logged once. */
    void give(Signal signal) throws InterruptedException;
}
