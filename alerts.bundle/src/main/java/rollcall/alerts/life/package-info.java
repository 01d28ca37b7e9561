/** The life of alerts as a state machine without threads; used by the desk's thread alone. */
@NullMarked
package rollcall.alerts.life;

import org.jspecify.annotations.NullMarked;
