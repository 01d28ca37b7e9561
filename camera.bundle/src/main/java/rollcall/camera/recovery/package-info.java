/** What is done about a frame source that fails: closed, waited, opened again, counted, told. */
@NullMarked
package rollcall.camera.recovery;

import org.jspecify.annotations.NullMarked;
