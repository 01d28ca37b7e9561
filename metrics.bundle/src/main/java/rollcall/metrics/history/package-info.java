/**
 * What figures were: a sample every 15 s, kept in the store's ring, and what is told of it as JSON. Threads: {@code figures}, which
 * takes the samples, and those of the HTTP server.
 */
@NullMarked
package rollcall.metrics.history;

import org.jspecify.annotations.NullMarked;
