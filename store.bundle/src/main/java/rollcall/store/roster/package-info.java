/** Who belongs to the school: {@code etc/roster.csv}, read anew when it changes. One thread named {@code school-files} looks. */
@NullMarked
package rollcall.store.roster;

import org.jspecify.annotations.NullMarked;
