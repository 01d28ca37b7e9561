/** The page for people, and the answer to paths that nobody knows. */
@NullMarked
package rollcall.dashboard.page;

import org.jspecify.annotations.NullMarked;
