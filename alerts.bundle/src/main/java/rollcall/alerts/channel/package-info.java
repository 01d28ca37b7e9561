/** The channels that come with the terminal, each a component of its own. */
@NullMarked
package rollcall.alerts.channel;

import org.jspecify.annotations.NullMarked;
