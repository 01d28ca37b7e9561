@NullMarked
package rollcall.launcher.update;

import org.jspecify.annotations.NullMarked;
