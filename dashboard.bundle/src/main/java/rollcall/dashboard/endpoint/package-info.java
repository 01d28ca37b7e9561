/** The read-only JSON endpoints of the predecessor, under its paths and with its keys. Threads: those of the HTTP server. */
@NullMarked
package rollcall.dashboard.endpoint;

import org.jspecify.annotations.NullMarked;
