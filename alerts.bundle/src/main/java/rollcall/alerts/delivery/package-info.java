/** What is still to be told on which channel; used by the desk's thread alone. */
@NullMarked
package rollcall.alerts.delivery;

import org.jspecify.annotations.NullMarked;
