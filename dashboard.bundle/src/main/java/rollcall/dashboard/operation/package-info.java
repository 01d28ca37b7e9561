/** Pages for who keeps the terminal running: alerts, health, bundles, log. */
@NullMarked
package rollcall.dashboard.operation;

import org.jspecify.annotations.NullMarked;
