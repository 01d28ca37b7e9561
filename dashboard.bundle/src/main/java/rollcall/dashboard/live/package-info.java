/** Scans and states as they happen, as server-sent events. Each open stream has a thread of the HTTP server. */
@NullMarked
package rollcall.dashboard.live;

import org.jspecify.annotations.NullMarked;
