/** Makes guessing slow. */
@NullMarked
package rollcall.access.guess;

import org.jspecify.annotations.NullMarked;
