/**
 * Collects the figures that other bundles publish: each {@code Collector} service is asked at every scrape, on the thread of the
 * request; one that fails costs its own figures only.
 */
@NullMarked
package rollcall.metrics.collect;

import org.jspecify.annotations.NullMarked;
