/**
 * How the store is doing: Felix health checks and Prometheus collectors, found by others on the whiteboard. Threads: those
 * that ask.
 */
@NullMarked
package rollcall.store.health;

import org.jspecify.annotations.NullMarked;
