/** Commands about accounts and tokens. */
@NullMarked
package rollcall.access.command;

import org.jspecify.annotations.NullMarked;
