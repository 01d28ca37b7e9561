/** Alerts over HTTP: what is wrong, and what people do about it. Threads: those of the HTTP server. */
@NullMarked
package rollcall.alerts.endpoint;

import org.jspecify.annotations.NullMarked;
