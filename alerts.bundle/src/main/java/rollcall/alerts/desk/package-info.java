/** The service everybody raises alerts at, its thread and its commands. */
@NullMarked
package rollcall.alerts.desk;

import org.jspecify.annotations.NullMarked;
