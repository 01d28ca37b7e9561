package rollcall.store.legacy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What became of every row of a predecessor: counts and reasons, all of them in a file, the first for people at once. */
final class LegacyReport implements AutoCloseable {
    /** Rows named on the output; the file names all. */
    static final int SHOWN = 20;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Consumer<String> out;
    private final Path file;
    private final FileChannel channel;
    private final BufferedWriter writer;
    private final Map<String, LegacyCount> counts = new LinkedHashMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private final Map<String, Integer> shown = new TreeMap<>();

    /** Begins a report in the folder of logs. */
    LegacyReport(Path logs, Instant now, Consumer<String> out) throws IOException {
        this.out = out;
        Files.createDirectories(logs);
        this.file = logs.resolve("import-legacy-" + STAMP.format(now) + ".txt");
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.writer =
                new BufferedWriter(new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8));
    }

    /** A line for the file and for people. */
    void say(String line) throws IOException {
        write(line);
        out.accept(line);
    }

    private void write(String line) throws IOException {
        writer.write(line);
        writer.write('\n');
    }

    void progress(long done, long all, String what) {
        out.accept("~ " + done + "/" + all + " " + what);
    }

    /** The counts of a table; it stands in the summary from now on. */
    LegacyCount count(String table) {
        return counts.computeIfAbsent(table, name -> new LegacyCount());
    }

    /** A row that is not taken over. */
    void skip(String table, String id, String reason) throws IOException {
        count(table).skip(1);
        name("skipped", table, id, reason);
    }

    /** Rows that are not taken over for one reason. */
    void skipAll(String table, long rows, String reason) throws IOException {
        count(table).skip(rows);
        reasons.merge("skipped " + table + ": " + reason, rows, Long::sum);
        write("skipped " + table + ", all of " + rows + ": " + reason);
    }

    /** Something worth knowing about a row that is taken over. */
    void note(String table, String id, String what) throws IOException {
        name("note on", table, id, what);
    }

    private void name(String kind, String table, String id, String what) throws IOException {
        reasons.merge(kind + " " + table + ": " + what, 1L, Long::sum);
        String line = kind + " " + table + " " + id + ": " + what;
        write(line);
        if (shown.merge(kind, 1, Integer::sum) <= SHOWN) {
            out.accept(line);
        }
    }

    /** Ends the report with reasons and sums and makes it durable; false if a table does not add up. */
    boolean finish() throws IOException {
        for (String kind : List.of("skipped", "note on")) {
            int more = shown.getOrDefault(kind, 0) - SHOWN;
            if (more > 0) {
                out.accept("... and " + more + " more (" + kind + "); " + file + " names all");
            }
        }
        for (Map.Entry<String, Long> reason : reasons.entrySet()) {
            say(String.format(Locale.ROOT, "%7d x %s", reason.getValue(), reason.getKey()));
        }
        say(String.format(Locale.ROOT, "%-28s%9s%9s%9s%9s", "table", "read", "taken", "there", "skipped"));
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, LegacyCount> entry : counts.entrySet()) {
            LegacyCount count = entry.getValue();
            say(String.format(
                    Locale.ROOT,
                    "%-28s%9d%9d%9d%9d",
                    Line.of(entry.getKey(), 27),
                    count.read(),
                    count.taken(),
                    count.there(),
                    count.skipped()));
            if (!count.addsUp()) {
                wrong.add(entry.getKey());
            }
        }
        for (String table : wrong) {
            say("! " + table + ": what was read is not what was taken, there and skipped");
        }
        sync();
        return wrong.isEmpty();
    }

    Path file() {
        return file;
    }

    private void sync() throws IOException {
        writer.flush();
        channel.force(true);
        // The name of a new file is durable only with its folder.
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            sync();
        }
    }
}
