/** What the launcher watches while an update is on probation. */
@NullMarked
package rollcall.update.vitals;

import org.jspecify.annotations.NullMarked;
