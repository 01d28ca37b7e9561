/** How this bundle speaks to the launcher, which does the updates. */
@NullMarked
package rollcall.update.desk;

import org.jspecify.annotations.NullMarked;
