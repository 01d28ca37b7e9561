package rollcall.launcher.update;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rollcall.launcher.home.JsonObject;

/**
 * The updates that a journal tells of.
 *
 * @param records oldest first
 */
public record UpdateHistory(List<UpdateRecord> records) {
    public UpdateHistory {
        records = List.copyOf(records);
    }

    /** Puts the lines of each update together. */
    public static UpdateHistory of(List<JournalEntry> entries) {
        Map<Long, UpdateRecord> records = new LinkedHashMap<>();
        for (JournalEntry entry : entries) {
            records.merge(
                    entry.update(),
                    new UpdateRecord(entry.update(), entry.time(), entry.time(), entry.step(), entry.details()),
                    UpdateHistory::join);
        }
        return new UpdateHistory(List.copyOf(records.values()));
    }

    private static UpdateRecord join(UpdateRecord before, UpdateRecord now) {
        Map<String, Object> details = new LinkedHashMap<>(before.details().values());
        details.putAll(now.details().values());
        return new UpdateRecord(before.number(), before.received(), now.changed(), now.step(), new JsonObject(details));
    }

    /** The number of the next one. */
    public long next() {
        return records.stream().mapToLong(UpdateRecord::number).max().orElse(0) + 1;
    }

    /** Those that were begun and have no end yet: one, and older ones if the disk was full. */
    public List<UpdateRecord> unfinished() {
        return records.stream().filter(record -> !record.step().isEnd()).toList();
    }

    /** The one of that number. */
    public Optional<UpdateRecord> find(long number) {
        return records.stream().filter(record -> record.number() == number).findFirst();
    }

    /** The one that made a generation what it is. */
    public Optional<UpdateRecord> of(int generation) {
        return records.stream()
                .filter(record -> record.generation() == generation)
                .reduce((a, b) -> b);
    }
}
