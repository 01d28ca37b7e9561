/** Who has signed in with a browser. */
@NullMarked
package rollcall.access.session;

import org.jspecify.annotations.NullMarked;
