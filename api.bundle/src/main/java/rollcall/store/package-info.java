/**
 * The terminal's memory: keeps scans and answers what is known about them.
 *
 * <p>The store bundle provides every interface here. Camera and dashboard call {@link rollcall.store.ScanStore}, the far
 * end {@link rollcall.store.Outbox}, whoever shows the account {@link rollcall.store.Ledger}; from any thread.
 */
@Export
@Version("1.0.0")
@NullMarked
package rollcall.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
