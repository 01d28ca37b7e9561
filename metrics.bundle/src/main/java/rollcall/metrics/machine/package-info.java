/** Figures that belong to no other bundle: the process, the machine, what was built, what was logged. Asked by the scrape. */
@NullMarked
package rollcall.metrics.machine;

import org.jspecify.annotations.NullMarked;
