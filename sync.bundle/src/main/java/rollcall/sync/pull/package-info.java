/** Fetches roster and schedule from the far end, on a thread named {@code pull}, and gives them to the store. */
@NullMarked
package rollcall.sync.pull;

import org.jspecify.annotations.NullMarked;
