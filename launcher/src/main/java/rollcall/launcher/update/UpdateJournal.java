package rollcall.launcher.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import rollcall.launcher.home.Disk;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.JsonObject;
import rollcall.launcher.home.Reason;
import rollcall.launcher.home.Sha256;

/**
 * {@code updates/journal.jsonl}: one line for each step of each update, forced to the disk before the step's consequences
 * begin. Each line has the hash of the one before and its own, so that a change of any line shows.
 *
 * <p>A last line that a power cut tore is cut off. A journal that is damaged elsewhere is told of and put aside whole; a
 * new one begins, and the terminal starts all the same: what runs is said by {@code current}, not by the journal.
 */
public final class UpdateJournal {
    private static final String FIRST = "0".repeat(64);
    private static final String OWN_HASH = ",\"sha256\":\"";

    private final Path file;
    private final Disk disk;
    private final Clock clock;
    private final List<JournalEntry> entries = new ArrayList<>();
    private String lastHash = FIRST;

    private UpdateJournal(Path file, Disk disk, Clock clock) {
        this.file = file;
        this.disk = disk;
        this.clock = clock;
    }

    /** Opens the journal of a home, for the holder of its lock; {@code problems} gets a line for each thing that was wrong. */
    public static UpdateJournal open(Home home, Disk disk, Clock clock, Consumer<String> problems) throws IOException {
        UpdateJournal journal = new UpdateJournal(home.updates().resolve("journal.jsonl"), disk, clock);
        journal.load(problems);
        return journal;
    }

    /** Reads the journal of a home that may be running: whole lines, up to the first that is not sound. */
    public static List<JournalEntry> read(Home home) throws IOException {
        Path file = home.updates().resolve("journal.jsonl");
        UpdateJournal journal = new UpdateJournal(file, new rollcall.launcher.home.SystemDisk(), Clock.systemUTC());
        if (Files.exists(file)) {
            journal.readLines(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return journal.entries();
    }

    private void load(Consumer<String> problems) throws IOException {
        if (!Files.exists(file)) {
            disk.replace(file, new byte[0], Disk.OPEN);
            return;
        }
        // Byte for byte, so that lengths in the text are lengths in the file, whatever is in it.
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int sound = readLines(text);
        if (sound == text.length()) {
            return;
        }
        int end = text.indexOf('\n', sound);
        boolean lastLine = end < 0 || end == text.length() - 1;
        if (lastLine) {
            problems.accept("the last line of the journal of updates was torn and is cut off: "
                    + (text.length() - sound) + " bytes");
            disk.truncate(file, sound);
            disk.force(file);
        } else {
            Path aside =
                    file.resolveSibling("journal-damaged-" + clock.instant().toEpochMilli() + ".jsonl");
            problems.accept("DAMAGED journal of updates, from byte " + sound + " on; it is kept as " + aside
                    + ", and a new one begins");
            disk.install(file, aside);
            entries.clear();
            lastHash = FIRST;
            disk.replace(file, new byte[0], Disk.OPEN);
        }
    }

    /** Reads lines as long as they are sound; returns where the first one that is not begins. */
    private int readLines(String text) {
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            try {
                entries.add(parse(text.substring(start, end)));
            } catch (IOException | IllegalArgumentException | DateTimeException e) {
                return start;
            }
            start = end + 1;
        }
        return start;
    }

    private JournalEntry parse(String line) throws IOException {
        int own = line.lastIndexOf(OWN_HASH);
        if (own < 0 || !line.substring(own).equals(OWN_HASH + hash(line.substring(0, own)) + "\"}")) {
            throw new IOException("its hash does not fit");
        }
        JsonObject json = JsonObject.parse(line.getBytes(StandardCharsets.ISO_8859_1));
        if (!json.text("before").equals(lastHash)) {
            throw new IOException("it does not follow the line before");
        }
        lastHash = json.text("sha256");
        return new JournalEntry(
                Instant.parse(json.text("time")),
                json.number("update"),
                UpdateStep.valueOf(json.text("step")),
                json.object("details"));
    }

    private static String hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Adds a line and returns when it is on the disk. */
    synchronized JournalEntry append(long update, UpdateStep step, JsonObject details) throws IOException {
        JournalEntry entry = new JournalEntry(clock.instant(), update, step, details);
        String open = new String(
                JsonObject.of("time", entry.time().toString())
                        .with("update", update)
                        .with("step", step.name())
                        .with("details", details)
                        .with("before", lastHash)
                        .build()
                        .toBytes(),
                StandardCharsets.ISO_8859_1);
        open = open.substring(0, open.length() - 1);
        String hash = hash(open);
        byte[] line = (open + OWN_HASH + hash + "\"}\n").getBytes(StandardCharsets.ISO_8859_1);
        long before = Files.size(file);
        try {
            disk.append(file, line, 0, line.length);
            disk.force(file);
        } catch (IOException e) {
            takeBack(before, e);
            throw new IOException("the journal of updates cannot be written: " + Reason.of(e), e);
        }
        entries.add(entry);
        lastHash = hash;
        return entry;
    }

    /** A line that is half there, because the disk is full, would make the next one unreadable. */
    private void takeBack(long length, IOException cause) {
        try {
            disk.truncate(file, length);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** All lines, oldest first. */
    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }
}
