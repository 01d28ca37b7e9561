/** Holds the weights of the nets that find faces and their points. */
@NullMarked
package rollcall.faces;

import org.jspecify.annotations.NullMarked;
