/** {@code /metrics} and {@code /metrics/prometheus}: what was collected, as JSON, text and OpenMetrics. Threads: those of the HTTP server. */
@NullMarked
package rollcall.metrics.endpoint;

import org.jspecify.annotations.NullMarked;
