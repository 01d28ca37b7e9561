/**
 * The terminal's memory: keeps scans and answers what is known about them.
 *
 * <p>The store bundle provides {@link rollcall.store.ScanStore}; camera and dashboard call it, from any thread.
 */
@Export
@Version("1.0.0")
@NullMarked
package rollcall.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
