/** When an update should wait. */
@NullMarked
package rollcall.update.lull;

import org.jspecify.annotations.NullMarked;
