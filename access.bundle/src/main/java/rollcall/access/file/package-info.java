/** Files with secrets in them. */
@NullMarked
package rollcall.access.file;

import org.jspecify.annotations.NullMarked;
