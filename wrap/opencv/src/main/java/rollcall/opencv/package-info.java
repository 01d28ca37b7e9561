/** Loads the native half of OpenCV, once for the life of the process. */
@NullMarked
package rollcall.opencv;

import org.jspecify.annotations.NullMarked;
