/** Where the terminal's HTTP server listens. */
@NullMarked
package rollcall.http.listener;

import org.jspecify.annotations.NullMarked;
