package rollcall.config.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Follows {@code etc/config.json}: a good file is applied whole, any other leaves the last good one in force.
 *
 * <p>{@link #step()} belongs to one thread at a time; {@link #problems()} may be read by any.
 */
final class ConfigFile {
    private static final System.Logger LOG = System.getLogger("rollcall.config");

    /** More than any configuration, less than the heap. */
    private static final long MAX_BYTES = 1 << 20;

    /** A file that is being written by an editor is torn for a moment; it is not complained about sooner than this. */
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    /** Takes typed values, section by section, to where they take effect. */
    @FunctionalInterface
    interface Target {
        void apply(Map<String, Map<String, Object>> properties) throws IOException;
    }

    private final Path file;
    private final LastGood lastGood;
    private final Supplier<Schema> schema;
    private final UnaryOperator<@Nullable String> environment;
    private final Function<String, Optional<String>> overrides;
    private final Target target;
    private final LongSupplier nanoTime;

    private Schema known = new Schema();
    private String seen = "";
    private byte[] content = {};
    private long changedAt;
    private boolean pending;
    private boolean applied;
    private volatile List<String> problems = List.of();

    ConfigFile(
            Path home,
            Supplier<Schema> schema,
            UnaryOperator<@Nullable String> environment,
            Function<String, Optional<String>> overrides,
            Target target,
            LongSupplier nanoTime) {
        this.file = home.resolve("etc/config.json");
        this.lastGood = new LastGood(home.resolve("data/config.last-good.json"));
        this.schema = schema;
        this.environment = environment;
        this.overrides = overrides;
        this.target = target;
        this.nanoTime = nanoTime;
    }

    /** Why the file is not in force, one line each; empty if it is. */
    List<String> problems() {
        return problems;
    }

    /** The first look, which does not wait for a torn file to become whole. */
    void start() {
        look();
        use(true);
    }

    /** Looks whether the file changed and uses it if so. */
    void step() {
        look();
        if (pending) {
            use(nanoTime.getAsLong() - changedAt >= PATIENCE_NANOS);
        }
    }

    /** Uses the same file again, as when a bundle that knows more keys was installed. */
    void again() {
        pending = true;
        use(true);
    }

    private void look() {
        String stamp;
        byte[] now;
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            stamp = attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
            if (stamp.equals(seen)) {
                return;
            }
            if (attributes.size() > MAX_BYTES) {
                now = ("larger than " + MAX_BYTES + " bytes").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            } else {
                now = Files.readAllBytes(file);
            }
        } catch (IOException e) {
            stamp = "missing";
            now = new byte[0];
        }
        if (!stamp.equals(seen) && (!Arrays.equals(now, content) || seen.isEmpty() || stamp.equals("missing"))) {
            content = now;
            changedAt = nanoTime.getAsLong();
            pending = true;
        }
        seen = stamp;
    }

    private void use(boolean complain) {
        Checked checked = check(content);
        if (checked.problems().isEmpty()) {
            apply(checked, content);
            checked.remarks().forEach(remark -> LOG.log(System.Logger.Level.WARNING, "etc/config.json " + remark));
            pending = false;
            problems = List.of();
        } else if (complain) {
            pending = false;
            problems = checked.problems();
            problems.forEach(problem -> LOG.log(System.Logger.Level.ERROR, "etc/config.json " + problem));
            useLastGood();
        }
    }

    private void useLastGood() {
        if (applied) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "etc/config.json is not used; the last good configuration stays in force");
            return;
        }
        try {
            Optional<byte[]> kept = lastGood.read();
            Checked checked = kept.map(this::check).orElse(null);
            if (kept.isPresent() && checked != null && checked.problems().isEmpty()) {
                apply(checked, kept.get());
                LOG.log(System.Logger.Level.ERROR, "etc/config.json is not used; the last good one is, from data/");
                return;
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the last good configuration cannot be read", e);
        }
        LOG.log(
                System.Logger.Level.ERROR,
                "there is no last good configuration and nothing runs on defaults: correct etc/config.json,"
                        + " it is taken up within 2 s");
    }

    private Checked check(byte[] text) {
        known = schema.get().backedBy(known);
        return Checked.of(ConfigText.parse(text, environment), known, overrides);
    }

    private void apply(Checked checked, byte[] text) {
        try {
            target.apply(checked.properties());
            applied = true;
            lastGood.keep(text);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the configuration was read and could not be kept", e);
        }
    }
}
