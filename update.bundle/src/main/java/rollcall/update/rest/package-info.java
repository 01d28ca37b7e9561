/** Updates over HTTP. */
@NullMarked
package rollcall.update.rest;

import org.jspecify.annotations.NullMarked;
