/** Lights, buzzers and sounds: who gives signals to them, and those that the terminal has by itself. */
@NullMarked
package rollcall.camera.feedback;

import org.jspecify.annotations.NullMarked;
