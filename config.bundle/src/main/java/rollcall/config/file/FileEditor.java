package rollcall.config.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;
import rollcall.config.ConfigEditor;

/**
 * The {@link ConfigEditor} over {@code etc/config.json}. While changes wait for a word, the file before them is in
 * {@code data/config.before.json}; a terminal that starts with one goes back to it, because nobody confirmed.
 */
final class FileEditor implements ConfigEditor {
    private static final System.Logger LOG = System.getLogger("rollcall.config");

    private final Path file;
    private final LastGood before;
    private final Path beforeFile;
    private final LastGood writer;
    private final Supplier<Schema> schema;
    private final UnaryOperator<@Nullable String> environment;
    private final Function<String, Optional<String>> overrides;
    private final LongSupplier nanoTime;

    private @Nullable Waiting waiting;

    private record Waiting(String who, List<String> keys, long until) {}

    FileEditor(
            Path home,
            Supplier<Schema> schema,
            UnaryOperator<@Nullable String> environment,
            Function<String, Optional<String>> overrides,
            LongSupplier nanoTime) {
        this.file = home.resolve("etc/config.json");
        this.beforeFile = home.resolve("data/config.before.json");
        this.before = new LastGood(beforeFile);
        this.writer = new LastGood(file);
        this.schema = schema;
        this.environment = environment;
        this.overrides = overrides;
        this.nanoTime = nanoTime;
    }

    /** Goes back to what a start finds unconfirmed; to be called before the file is read. */
    void start() {
        try {
            if (restore()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "nobody confirmed the last change of etc/config.json before the terminal ended; it went back");
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the change of etc/config.json stays: {0}", e.getMessage());
        }
    }

    /** Goes back once the time is over. */
    synchronized void step() {
        Waiting known = waiting;
        if (known == null || nanoTime.getAsLong() - known.until() < 0) {
            return;
        }
        try {
            goBack();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "nobody confirmed the change of {0} by {1}; it went back",
                    known.keys(),
                    known.who());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "etc/config.json cannot go back: {0}", e.getMessage());
        }
    }

    @Override
    public List<String> problems(Map<String, List<String>> changes) throws IOException {
        List<String> problems = new ArrayList<>();
        edited(changes, problems);
        return List.copyOf(problems);
    }

    private byte[] edited(Map<String, List<String>> changes, List<String> problems) throws IOException {
        Schema known = schema.get();
        FileEdit edit = FileEdit.of(Files.readAllBytes(file));
        for (Map.Entry<String, List<String>> change : changes.entrySet()) {
            int dot = change.getKey().indexOf('.');
            String section = dot < 0 ? "" : change.getKey().substring(0, dot);
            String key = change.getKey().substring(dot + 1);
            Optional<AttributeDefinition> attribute = known.attribute(section, key);
            if (attribute.isEmpty()) {
                problems.add(change.getKey() + " is no key that any bundle knows");
            } else {
                edit.set(section, key, attribute.get(), change.getValue());
            }
        }
        byte[] content = edit.content();
        Checked.of(ConfigText.parse(content, environment), known, overrides).problems().stream()
                // Lines of a file that nobody has seen yet help nobody.
                .map(problem -> problem.replaceFirst("^line [0-9]+: ", ""))
                .forEach(problems::add);
        return content;
    }

    @Override
    public synchronized void apply(String who, Map<String, List<String>> changes) throws IOException {
        if (waiting != null) {
            throw new IllegalArgumentException("an earlier change still waits for a word; confirm it or go back first");
        }
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("nothing was changed");
        }
        List<String> problems = new ArrayList<>();
        byte[] content = edited(changes, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        before.keep(Files.readAllBytes(file));
        writer.keep(content);
        waiting = new Waiting(who, List.copyOf(changes.keySet()), nanoTime.getAsLong() + PATIENCE.toNanos());
    }

    @Override
    public synchronized Optional<Unconfirmed> unconfirmed() {
        Waiting known = waiting;
        return known == null
                ? Optional.empty()
                : Optional.of(new Unconfirmed(
                        known.who(),
                        known.keys(),
                        Duration.ofNanos(Math.max(0, known.until() - nanoTime.getAsLong()))));
    }

    @Override
    public synchronized boolean confirm() throws IOException {
        if (waiting == null) {
            return false;
        }
        Files.deleteIfExists(beforeFile);
        waiting = null;
        return true;
    }

    @Override
    public synchronized boolean goBack() throws IOException {
        if (waiting == null) {
            return false;
        }
        restore();
        waiting = null;
        return true;
    }

    private boolean restore() throws IOException {
        Optional<byte[]> kept = before.read();
        if (kept.isEmpty()) {
            return false;
        }
        writer.keep(kept.get());
        Files.deleteIfExists(beforeFile);
        return true;
    }
}
