/** Tells guardians by short message that a student came, went or was not seen, on a thread named {@code messages}. */
@NullMarked
package rollcall.sync.message;

import org.jspecify.annotations.NullMarked;
