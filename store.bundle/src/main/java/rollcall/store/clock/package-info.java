/**
 * How far the clock can be trusted: whether a time server set it, how long ago, and whether it stepped since.
 *
 * <p>One thread named {@code clock} looks; the answer is asked for each scan, from any thread, and costs no wait.
 */
@NullMarked
package rollcall.store.clock;

import org.jspecify.annotations.NullMarked;
