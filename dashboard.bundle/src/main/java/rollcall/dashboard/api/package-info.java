/** The same data and deeds under {@code /api/v1/}, described in {@code openapi.json}. Threads: those of the HTTP server. */
@NullMarked
package rollcall.dashboard.api;

import org.jspecify.annotations.NullMarked;
