/**
 * The disk under the store: how much is free, a reserve for when nothing is, and what may be removed in time.
 *
 * <p>All of it is done by one thread named {@code housekeeping}; only the reserve is given up by whoever finds the disk full.
 */
@NullMarked
package rollcall.store.disk;

import org.jspecify.annotations.NullMarked;
