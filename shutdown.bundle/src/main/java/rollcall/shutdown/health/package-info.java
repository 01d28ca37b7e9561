/** What health checks say, by tags, and what to do about it. */
@NullMarked
package rollcall.shutdown.health;

import org.jspecify.annotations.NullMarked;
