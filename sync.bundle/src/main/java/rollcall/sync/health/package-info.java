/** Figures and health of what is sent. */
@NullMarked
package rollcall.sync.health;

import org.jspecify.annotations.NullMarked;
