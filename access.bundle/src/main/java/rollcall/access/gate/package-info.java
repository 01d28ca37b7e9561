/** The rules of who may do what, and the gate that applies them. */
@NullMarked
package rollcall.access.gate;

import org.jspecify.annotations.NullMarked;
