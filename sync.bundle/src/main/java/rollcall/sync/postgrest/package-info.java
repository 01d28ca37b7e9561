/** Scans into a table behind PostgREST, as Supabase has it. */
@NullMarked
package rollcall.sync.postgrest;

import org.jspecify.annotations.NullMarked;
