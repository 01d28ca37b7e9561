package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The generations of a home: which there are, which is current, which are whole. */
final class Generations {
    private final Home home;
    private final BundleStore store;

    Generations(Home home, BundleStore store) {
        this.home = home;
        this.store = store;
    }

    /**
     * What to start.
     *
     * @param generation the chosen one
     * @param problems why those before it were passed over, one line each; empty if the current one is whole
     */
    record Choice(Optional<Generation> generation, List<String> problems) {}

    /** Whether anything was ever installed, whole or not. */
    boolean any() throws IOException {
        return Files.isDirectory(home.generations()) && !files().isEmpty();
    }

    /** The current generation if it is whole, else the newest that is. */
    Choice choose() throws IOException {
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
    void commit(Generation generation) throws IOException {
        Path file = home.generations().resolve(generation.number() + ".json");
        DurableFile.write(file, generation.toJson());
        makeCurrent(generation);
    }

    void makeCurrent(Generation generation) throws IOException {
        DurableFile.link(home.current(), Path.of("generations", generation.number() + ".json"));
    }

    /** The number after the highest that was ever used, readable or not. */
    int nextNumber() throws IOException {
        List<Path> files = files();
        return files.isEmpty() ? 1 : numberOf(files.get(0)) + 1;
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
        return Integer.parseInt(name.substring(0, name.length() - ".json".length()));
    }
}
