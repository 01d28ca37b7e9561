package rollcall.launcher.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import rollcall.launcher.home.BundleEntry;
import rollcall.launcher.home.Disk;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.JsonObject;

/** Jars and generations that nothing needs any more. */
public final class Leftovers {
    private final Home home;
    private final Disk disk;

    public Leftovers(Home home, Disk disk) {
        this.home = home;
        this.disk = disk;
    }

    /**
     * What was removed.
     *
     * @param bytes of the jars
     */
    public record Removed(int generations, int jars, long bytes) {
        /** For programs. */
        public JsonObject toJson() {
            return JsonObject.of("generations", generations)
                    .with("jars", jars)
                    .with("bytes", bytes)
                    .build();
        }
    }

    /**
     * Removes half-written files and the jars that no generation has. Jars stay as long as a generation cannot be read:
     * nobody could say whether it needs them.
     */
    public Removed sweep() throws IOException {
        for (Path left : files(home.store(), "incoming-.*\\.tmp")) {
            disk.delete(left);
        }
        Set<String> needed = new HashSet<>();
        for (Path file : files(home.generations(), "[0-9]+\\.json")) {
            try {
                Generation.fromJson(Files.readAllBytes(file)).bundles().stream()
                        .map(BundleEntry::sha256)
                        .forEach(needed::add);
            } catch (IOException e) {
                return new Removed(0, 0, 0);
            }
        }
        int jars = 0;
        long bytes = 0;
        for (Path jar : files(home.store(), "[0-9a-f]{64}\\.jar")) {
            if (!needed.contains(String.valueOf(jar.getFileName()).substring(0, 64))) {
                bytes += Files.size(jar);
                jars++;
                disk.delete(jar);
            }
        }
        return new Removed(0, jars, bytes);
    }

    /**
     * Removes generations but the newest ones, the current one and the one before it, then what only they needed.
     *
     * @param keep how many of the newest stay, at least 1
     */
    public Removed collect(int keep, Generation current) throws IOException {
        if (keep < 1) {
            throw new IllegalArgumentException("keep " + keep + " generations; at least 1");
        }
        List<Path> old = new ArrayList<>(files(home.generations(), "[0-9]+(\\.undone)?\\.json"));
        old.sort((a, b) -> Integer.compare(number(b), number(a)));
        int generations = 0;
        int seen = 0;
        for (Path file : old) {
            boolean undone = String.valueOf(file.getFileName()).contains("undone");
            boolean needed = number(file) == current.number() || number(file) == current.parent();
            // The newest of all stays whatever it is: its number must not be used again.
            if (undone ? file.equals(old.get(0)) : needed || ++seen <= keep) {
                continue;
            }
            disk.delete(file);
            generations++;
        }
        Removed swept = sweep();
        return new Removed(generations, swept.jars(), swept.bytes());
    }

    private static int number(Path file) {
        String name = String.valueOf(file.getFileName());
        return Integer.parseInt(name.substring(0, name.indexOf('.')));
    }

    private static List<Path> files(Path folder, String name) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> String.valueOf(file.getFileName()).matches(name))
                    .sorted()
                    .toList();
        }
    }
}
