package rollcall.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import rollcall.launcher.home.DurableFile;
import rollcall.launcher.home.Home;

/**
 * The step from old to new data in a restore, made of renames that a power cut may interrupt anywhere.
 *
 * <p>New data are complete in {@code data.restoring-STAMP/} before the file {@code ready} appears in it; that one rename
 * decides. Without it the folder is removed at the next start, with it the next start goes on where the steps ended: each
 * does nothing if it was done. Old data stay whole in {@code data.before-restore-STAMP/}.
 */
final class RestoreSwitch {
    private static final String RESTORING = "data.restoring-";
    private static final String BEFORE = "data.before-restore-";
    private static final String READY = "ready";
    private static final String REPLACE = "replace\n";

    private final Home home;
    private final String stamp;
    private final Consumer<String> say;

    RestoreSwitch(Home home, String stamp, Consumer<String> say) {
        this.home = home;
        this.stamp = stamp;
        this.say = say;
    }

    /**
     * One step.
     *
     * @param name what it does
     * @param action does it, or nothing if it was done
     */
    record Step(String name, Action action) {
        /** Touches the disk. */
        @FunctionalInterface
        interface Action {
            void run() throws IOException;
        }
    }

    /** Where the new {@code data} and {@code etc} are put together. */
    Path folder() {
        return home.root().resolve(RESTORING + stamp);
    }

    /** Where the old data are kept. */
    Path before() {
        return home.root().resolve(BEFORE + stamp);
    }

    /** Decides for the new data, which are complete and durable by now. */
    void commit(boolean replace) throws IOException {
        DurableFile.write(folder().resolve(READY), (replace ? REPLACE : "keep\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** What is to do after {@link #commit}, in this order. */
    List<Step> steps() throws IOException {
        boolean replace = Files.readString(folder().resolve(READY)).equals(REPLACE);
        Path fresh = folder().resolve("data");
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("move the old data aside", () -> {
            if (Files.exists(fresh) && Files.exists(home.data())) {
                DurableFile.rename(home.data(), free(before()));
            }
        }));
        steps.add(new Step("put the new data in", () -> {
            if (Files.exists(fresh)) {
                DurableFile.rename(fresh, home.data());
                DurableFile.syncFolder(folder());
            }
        }));
        Path etc = folder().resolve("etc");
        for (Path file : FileTree.files(etc)) {
            Path target =
                    home.root().resolve("etc").resolve(etc.relativize(file).toString());
            steps.add(new Step("keep the old " + target.getFileName(), () -> keepBeside(file, target, replace)));
            steps.add(new Step("put the new " + target.getFileName() + " in", () -> putIn(file, target)));
        }
        steps.add(new Step("remove what is left over", this::removeLeftovers));
        return steps;
    }

    /** Takes all steps. */
    void run() throws IOException {
        for (Step step : steps()) {
            step.action().run();
        }
    }

    private void keepBeside(Path file, Path target, boolean replace) throws IOException {
        if (!replace || !Files.exists(file) || !Files.exists(target) || Files.mismatch(file, target) < 0) {
            return;
        }
        Path beside = free(target.resolveSibling(target.getFileName() + ".before-restore"));
        DurableFile.rename(target, beside);
        say.accept("the old etc/" + target.getFileName() + " is kept as " + beside);
    }

    /** A file that is still in its place was to be kept, or is the same. */
    private static void putIn(Path file, Path target) throws IOException {
        if (Files.exists(file) && !Files.exists(target)) {
            Files.createDirectories(target.resolveSibling("."));
            DurableFile.rename(file, target);
        }
    }

    private void removeLeftovers() throws IOException {
        FileTree.delete(folder().resolve("etc"));
        // Old data without a single file, of a home that was only just made, are nothing to keep.
        for (Path old : beginningWith(home, BEFORE + stamp)) {
            if (!FileTree.hasFiles(old)) {
                FileTree.delete(old);
            }
        }
        Files.deleteIfExists(folder().resolve(READY));
        FileTree.delete(folder());
    }

    /** The path, with a number if it is taken. */
    private static Path free(Path wanted) {
        Path path = wanted;
        for (int n = 2; Files.exists(path); n++) {
            path = wanted.resolveSibling(wanted.getFileName() + "-" + n);
        }
        return path;
    }

    /** Completes a restore that was cut off after its decision, removes one that was cut off before. */
    static void recover(Home home, Consumer<String> say) throws IOException {
        for (Path folder : beginningWith(home, RESTORING)) {
            String stamp = String.valueOf(folder.getFileName()).substring(RESTORING.length());
            if (Files.exists(folder.resolve(READY))) {
                new RestoreSwitch(home, stamp, say).run();
                say.accept("completed the restore of " + stamp + " that was cut off");
            } else {
                FileTree.delete(folder);
                say.accept("removed what the restore of " + stamp + " had left half made; the data are as before it");
            }
        }
    }

    private static List<Path> beginningWith(Home home, String prefix) throws IOException {
        if (!Files.isDirectory(home.root())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(home.root())) {
            return all.filter(path -> String.valueOf(path.getFileName()).startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }
}
