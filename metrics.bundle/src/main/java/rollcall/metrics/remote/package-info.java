/**
 * Prometheus remote write 1.0: sends samples to a Prometheus that cannot reach the terminal. Thread {@code remote-write}, which is
 * there only while an address is configured.
 */
@NullMarked
package rollcall.metrics.remote;

import org.jspecify.annotations.NullMarked;
