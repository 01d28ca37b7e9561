/** Asks the gate about every request. Called on Jetty's threads. */
@NullMarked
package rollcall.http.gate;

import org.jspecify.annotations.NullMarked;
