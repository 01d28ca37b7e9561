@NullMarked
package rollcall.leaver;

import org.jspecify.annotations.NullMarked;
