/** Pages about attendance: the first screen, scans, what waits for the far ends. */
@NullMarked
package rollcall.dashboard.attendance;

import org.jspecify.annotations.NullMarked;
