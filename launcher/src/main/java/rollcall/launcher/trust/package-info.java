/** Who may change what runs: keys, signatures, statements, revocations. Knows nothing of bundles that run. */
@NullMarked
package rollcall.launcher.trust;

import org.jspecify.annotations.NullMarked;
