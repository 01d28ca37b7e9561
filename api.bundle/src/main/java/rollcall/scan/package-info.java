/**
 * What one scan is: the data that camera, store, dashboard and the far end speak about.
 *
 * <p>Immutable records without behaviour; any thread may hold them.
 */
@Export
@Version("1.0.0")
@NullMarked
package rollcall.scan;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
