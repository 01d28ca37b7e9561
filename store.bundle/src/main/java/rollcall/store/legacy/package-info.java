/**
 * Takes over what a predecessor has recorded: its {@code attendance.db} and its photos (docs/legacy.md).
 *
 * <p>The command {@code import-legacy} runs on the thread that calls it, in transactions short enough for recording to go
 * on meanwhile.
 */
@NullMarked
package rollcall.store.legacy;

import org.jspecify.annotations.NullMarked;
