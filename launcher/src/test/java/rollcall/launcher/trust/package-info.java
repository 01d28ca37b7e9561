@NullMarked
package rollcall.launcher.trust;

import org.jspecify.annotations.NullMarked;
