/** What a scan looks like at a far end; docs/sync.md has the columns. */
@NullMarked
package rollcall.event;

import org.jspecify.annotations.NullMarked;
