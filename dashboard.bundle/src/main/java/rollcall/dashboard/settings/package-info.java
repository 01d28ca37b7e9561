/** The configuration in force as people may see it, and what the bundles say about its keys. */
@NullMarked
package rollcall.dashboard.settings;

import org.jspecify.annotations.NullMarked;
