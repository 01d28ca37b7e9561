/** Scans into a table of PostgreSQL, over JDBC. */
@NullMarked
package rollcall.sync.postgresql;

import org.jspecify.annotations.NullMarked;
