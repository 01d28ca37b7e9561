/**
 * How the terminal ends: what is to be done before a bundle is stopped, and who asks whether it is being stopped.
 *
 * <p>The order is that of start levels, the highest first. The shutdown bundle takes every
 * {@link rollcall.shutdown.ShutdownParticipant} service from the whiteboard; the launcher runs them.
 */
@Export
@Version("1.0.0")
@NullMarked
package rollcall.shutdown;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
