/**
 * Alerts: conditions that somebody should know of, their life, and the ways they reach people.
 *
 * <p>Any bundle calls {@link rollcall.alert.Alerts}, from any thread; any bundle may register an
 * {@link rollcall.alert.AlertChannel}. The alerts bundle provides the first and calls the second, each channel on one thread
 * of its own. The store bundle provides {@link rollcall.alert.AlertStore}.
 */
@Export
@Version("1.0.0")
@NullMarked
package rollcall.alert;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
