/** What the command line can do. */
@NullMarked
package rollcall.sync.command;

import org.jspecify.annotations.NullMarked;
