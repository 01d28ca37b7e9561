/**
 * Where scans go: the seam between the bundle that sends them and the far ends there are.
 *
 * <p>The sync bundle takes every {@link rollcall.sync.SyncTarget} service from the whiteboard and gives each a thread of its
 * own; its name is its place in {@link rollcall.store.Outbox}.
 */
@Export
@Version("1.1.0")
@NullMarked
package rollcall.sync;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
