/** Sends the photos of scans to a store for objects. Called by the thread of its drain. */
@NullMarked
package rollcall.sync.photo;

import org.jspecify.annotations.NullMarked;
