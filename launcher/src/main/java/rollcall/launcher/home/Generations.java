package rollcall.launcher.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The generations of a home: which there are, which is current, which are whole. */
public final class Generations {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");
    private static final Pattern NUMBERED = Pattern.compile("[1-9][0-9]{0,8}(\\.undone)?\\.json");

    private final Home home;
    private final BundleStore store;
    private final Disk disk;

    public Generations(Home home, BundleStore store) {
        this(home, store, new SystemDisk());
    }

    public Generations(Home home, BundleStore store, Disk disk) {
        this.home = home;
        this.store = store;
        this.disk = disk;
    }

    /**
     * What to start.
     *
     * @param generation the chosen one
     * @param problems why those before it were passed over, one line each; empty if the current one is whole
     */
    public record Choice(Optional<Generation> generation, List<String> problems) {}

    /** Whether anything was ever installed, whole or not. */
    public boolean any() throws IOException {
        return Files.isDirectory(home.generations()) && !files().isEmpty();
    }

    /** The current generation if it is whole, else the newest that is. */
    public Choice choose() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path file : candidates()) {
            Optional<Generation> whole = readWhole(file, problems);
            if (whole.isPresent()) {
                return new Choice(whole, problems);
            }
        }
        return new Choice(Optional.empty(), problems);
    }

    /** Current first, then the others, newest first. */
    private List<Path> candidates() throws IOException {
        List<Path> files = new ArrayList<>(files());
        if (Files.isSymbolicLink(home.current())) {
            Path current =
                    home.root().resolve(Files.readSymbolicLink(home.current())).normalize();
            files.remove(current);
            files.add(0, current);
        }
        return files;
    }

    private Optional<Generation> readWhole(Path file, List<String> problems) {
        try {
            Generation generation = Generation.fromJson(Files.readAllBytes(file));
            for (BundleEntry entry : generation.bundles()) {
                if (!store.isWhole(entry.sha256())) {
                    problems.add("generation " + generation.number() + ": " + entry.symbolicName() + " "
                            + entry.version() + " is missing or damaged (store/" + entry.sha256() + ".jar)");
                    return Optional.empty();
                }
            }
            return Optional.of(generation);
        } catch (IOException e) {
            problems.add("generation file " + file.getFileName() + " is unreadable: " + Reason.of(e));
            return Optional.empty();
        }
    }

    /** Makes a generation durable and current. */
    public void commit(Generation generation) throws IOException {
        stage(generation);
        makeCurrent(generation);
    }

    /** The newest whole generation that is older than this one. */
    public Optional<Generation> before(Generation generation) throws IOException {
        for (Path file : files()) {
            Optional<Generation> whole =
                    numberOf(file) < generation.number() ? readWhole(file, new ArrayList<>()) : Optional.empty();
            if (whole.isPresent()) {
                return whole;
            }
        }
        return Optional.empty();
    }

    /** Makes a generation durable without making it current. */
    public void stage(Generation generation) throws IOException {
        disk.replace(file(generation.number()), generation.toJson(), Disk.OPEN);
    }

    /** Puts a generation that was staged or undone where no start falls back to it; its number stays used. */
    public void withdraw(int number) throws IOException {
        if (Files.exists(file(number))) {
            disk.install(file(number), home.generations().resolve(number + ".undone.json"));
        }
    }

    /** The number that {@code current} says, whether or not that one is whole; 0 if it says none. */
    public int currentNumber() throws IOException {
        if (!Files.isSymbolicLink(home.current())) {
            return 0;
        }
        Path name = Files.readSymbolicLink(home.current()).getFileName();
        return name != null && NUMBERED.matcher(name.toString()).matches() ? numberOf(name) : 0;
    }

    /** Whether a generation is there with all its jars. */
    public boolean isWhole(int number) {
        return readWhole(file(number), new ArrayList<>()).isPresent();
    }

    /** All that can be read, newest first, whole or not; without what was undone. */
    public List<Generation> all() throws IOException {
        List<Generation> all = new ArrayList<>();
        for (Path file : files()) {
            try {
                all.add(Generation.fromJson(Files.readAllBytes(file)));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "not listed, as nothing can go back to it: " + file, e);
            }
        }
        return all;
    }

    /** One that is there, whether or not its jars are. */
    public Generation read(int number) throws IOException {
        return Generation.fromJson(Files.readAllBytes(file(number)));
    }

    private Path file(int number) {
        return home.generations().resolve(number + ".json");
    }

    public void makeCurrent(Generation generation) throws IOException {
        disk.replaceLink(home.current(), Path.of("generations", generation.number() + ".json"));
    }

    /** The number after the highest that was ever used, readable or not. */
    public int nextNumber() throws IOException {
        try (Stream<Path> all = Files.list(home.generations())) {
            return 1
                    + all.filter(file -> NUMBERED.matcher(String.valueOf(file.getFileName()))
                                    .matches())
                            .mapToInt(Generations::numberOf)
                            .max()
                            .orElse(0);
        }
    }

    /** The generation files, newest first. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(home.generations())) {
            return all.filter(file -> file.getFileName().toString().matches("[1-9][0-9]{0,8}\\.json"))
                    .sorted(Comparator.comparingInt(Generations::numberOf).reversed())
                    .toList();
        }
    }

    private static int numberOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return Integer.parseInt(name.substring(0, name.indexOf('.')));
    }
}
