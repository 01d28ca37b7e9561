/** Measures the terminal and prints figures: ratios against what the same machine could do at best, in the same run. */
@NullMarked
package rollcall.bench;

import org.jspecify.annotations.NullMarked;
