/** Files that people edit while the terminal runs; each belongs to the thread that calls {@code step()}. */
@NullMarked
package rollcall.store.file;

import org.jspecify.annotations.NullMarked;
