/** Whether OpenCV works on this machine. */
@NullMarked
package rollcall.camera.vision;

import org.jspecify.annotations.NullMarked;
