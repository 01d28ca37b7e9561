package rollcall.camera;

import org.osgi.annotation.versioning.ProviderType;

/** The camera of this terminal as others see it. May be called from any thread. */
@ProviderType
public interface Camera {
    /** How the camera is doing at this moment. */
    CameraState state();

    /** Where the capture session stands at this moment. */
    SessionView session();
}
