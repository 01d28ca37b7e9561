/**
 * When the school is open: {@code etc/schedule.json}, read anew when it changes.
 *
 * <p>One thread named {@code school-files} looks at the file; the timetable it makes is immutable and asked from any thread.
 */
@NullMarked
package rollcall.store.timetable;

import org.jspecify.annotations.NullMarked;
