/** The nine checks a face photo has to pass, and what they are measured on. */
@NullMarked
package rollcall.camera.quality;

import org.jspecify.annotations.NullMarked;
