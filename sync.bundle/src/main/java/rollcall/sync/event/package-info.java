/** What a scan looks like at a far end; docs/sync.md has the columns. */
@NullMarked
package rollcall.sync.event;

import org.jspecify.annotations.NullMarked;
