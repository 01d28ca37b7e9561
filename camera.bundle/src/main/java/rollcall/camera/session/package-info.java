/**
 * From a frame to a recorded scan: decode, decide, capture, record.
 *
 * <p>One thread named {@code camera} does all of it.
 */
@NullMarked
package rollcall.camera.session;

import org.jspecify.annotations.NullMarked;
