/**
 * Backups: one ZIP file each, with a manifest that lists every file with its SHA-256.
 *
 * <p>Made from a snapshot while scans are recorded; read again by the launcher's {@code restore} and by the salvage of a
 * damaged database.
 */
@NullMarked
package rollcall.store.backup;

import org.jspecify.annotations.NullMarked;
