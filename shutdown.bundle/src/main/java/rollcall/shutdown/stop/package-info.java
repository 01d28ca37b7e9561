/** What bundles do before they are stopped, handed to the launcher; how the last run ended. */
@NullMarked
package rollcall.shutdown.stop;

import org.jspecify.annotations.NullMarked;
