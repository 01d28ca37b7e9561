/** What programs show instead of a password. */
@NullMarked
package rollcall.access.token;

import org.jspecify.annotations.NullMarked;
