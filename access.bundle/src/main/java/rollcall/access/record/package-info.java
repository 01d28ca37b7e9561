/** What is kept of who came in and who did not. */
@NullMarked
package rollcall.access.record;

import org.jspecify.annotations.NullMarked;
