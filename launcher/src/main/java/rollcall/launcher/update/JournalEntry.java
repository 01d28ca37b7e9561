package rollcall.launcher.update;

import java.time.Instant;
import rollcall.launcher.home.JsonObject;

/**
 * One line of the journal.
 *
 * @param update which update it belongs to, 1 and up
 * @param details what the step has to say
 */
public record JournalEntry(Instant time, long update, UpdateStep step, JsonObject details) {}
