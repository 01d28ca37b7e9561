/** The Felix Web Console behind the gate: who may use it, and that no other site uses it through somebody's browser. */
@NullMarked
package rollcall.access.console;

import org.jspecify.annotations.NullMarked;
