/** Finds the text of a QR card in a frame. Used by the camera thread alone. */
@NullMarked
package rollcall.camera.qr;

import org.jspecify.annotations.NullMarked;
