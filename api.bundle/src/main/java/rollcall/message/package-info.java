/**
 * Short messages to people's phones: the seam between who has something to say and the service that carries it.
 *
 * <p>The alerts bundle provides a {@link rollcall.message.TextMessages} of what section {@code alerts.sms} names; another
 * bundle may provide one for another service, with a higher {@code service.ranking}.
 */
@Export
@Version("1.0.0")
@NullMarked
package rollcall.message;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
