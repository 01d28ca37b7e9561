/** Counts what is asked of far ends over HTTP, on the threads that ask. */
@NullMarked
package rollcall.sync.request;

import org.jspecify.annotations.NullMarked;
