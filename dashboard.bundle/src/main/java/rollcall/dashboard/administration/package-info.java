/** Pages for admins: settings, people, audit. */
@NullMarked
package rollcall.dashboard.administration;

import org.jspecify.annotations.NullMarked;
