/**
 * The terminal's eye: where frames come from and how the camera is doing.
 *
 * <p>Drivers implement {@link rollcall.camera.FrameSource}; the camera bundle finds them on the whiteboard and provides
 * {@link rollcall.camera.Camera}, which the dashboard calls. Lights and buzzers implement {@link rollcall.camera.Feedback}.
 */
@Export
@Version("1.1.0")
@NullMarked
package rollcall.camera;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
