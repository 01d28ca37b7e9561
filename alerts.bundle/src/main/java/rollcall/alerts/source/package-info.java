/** Where conditions come from: health checks and events of other bundles. */
@NullMarked
package rollcall.alerts.source;

import org.jspecify.annotations.NullMarked;
