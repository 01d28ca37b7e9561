/**
 * All SQL: scans and the outbox in one SQLite file.
 *
 * <p>One connection writes, under a lock; questions are answered on read-only connections that never wait for it.
 */
@NullMarked
package rollcall.store.sqlite;

import org.jspecify.annotations.NullMarked;
