/** What the terminal's own screen shows of alerts. */
@NullMarked
package rollcall.alerts.screen;

import org.jspecify.annotations.NullMarked;
