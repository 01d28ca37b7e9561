/** Sends how wrong the clock of scans was, once that is measured, on a thread named {@code clock-offsets}. */
@NullMarked
package rollcall.sync.clock;

import org.jspecify.annotations.NullMarked;
