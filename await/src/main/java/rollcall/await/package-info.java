/**
 * Waits, for a bounded time, for a service whose bundle is being replaced.
 *
 * <p>Not a bundle: each bundle that faces a person or a client carries its own copy, so that none of them has to be
 * refreshed for the sake of another.
 */
@NullMarked
package rollcall.await;

import org.jspecify.annotations.NullMarked;
