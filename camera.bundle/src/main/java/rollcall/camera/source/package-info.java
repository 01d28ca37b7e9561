/** The frame sources that come with the terminal; each opens one scheme and is found on the whiteboard. */
@NullMarked
package rollcall.camera.source;

import org.jspecify.annotations.NullMarked;
