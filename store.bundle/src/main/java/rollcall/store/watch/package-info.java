/** What the store knows of the school day and somebody should be told. */
@NullMarked
package rollcall.store.watch;

import org.jspecify.annotations.NullMarked;
