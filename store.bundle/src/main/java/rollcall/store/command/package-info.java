/**
 * What the command line can ask of the store: services of the JDK type {@code BiFunction}, found by the launcher under the
 * property {@code rollcall.command}. Threads: those of the admin door, or the launcher's while the terminal is stopped.
 */
@NullMarked
package rollcall.store.command;

import org.jspecify.annotations.NullMarked;
