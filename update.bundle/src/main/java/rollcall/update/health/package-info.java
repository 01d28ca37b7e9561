/** Whether the last update was well. */
@NullMarked
package rollcall.update.health;

import org.jspecify.annotations.NullMarked;
