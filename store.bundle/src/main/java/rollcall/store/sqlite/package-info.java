/**
 * All SQL: scans, outbox, roster, audit trail and small values in one SQLite file.
 *
 * <p>One thread named {@code store-writer} writes; questions are answered on read-only connections that never wait for it,
 * on the thread that asks.
 */
@NullMarked
package rollcall.store.sqlite;

import org.jspecify.annotations.NullMarked;
