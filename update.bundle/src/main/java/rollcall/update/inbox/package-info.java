/** The folder that update files can be put into. */
@NullMarked
package rollcall.update.inbox;

import org.jspecify.annotations.NullMarked;
