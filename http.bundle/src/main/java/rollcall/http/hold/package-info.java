/** Keeps requests waiting, for a bounded time, while the bundle that answers them is replaced. */
@NullMarked
package rollcall.http.hold;

import org.jspecify.annotations.NullMarked;
