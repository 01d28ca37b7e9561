/** Takes what the store owes to each target there, over bad networks, without losing, doubling or blocking anything. */
@NullMarked
package rollcall.sync.drain;

import org.jspecify.annotations.NullMarked;
