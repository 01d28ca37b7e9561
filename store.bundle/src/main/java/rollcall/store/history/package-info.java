/**
 * The ring of figures in {@code data/figures.db}, a database of its own: it may be damaged or removed, and nothing but charts misses
 * it. Called from the thread that takes samples, those of the HTTP server, and commands.
 */
@NullMarked
package rollcall.store.history;

import org.jspecify.annotations.NullMarked;
