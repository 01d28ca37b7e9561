/** Speaks to a service manager that started the terminal. */
@NullMarked
package rollcall.shutdown.systemd;

import org.jspecify.annotations.NullMarked;
