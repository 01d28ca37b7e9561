@NullMarked
package rollcall.update.inbox;

import org.jspecify.annotations.NullMarked;
