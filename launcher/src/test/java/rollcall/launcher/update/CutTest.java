package rollcall.launcher.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.launcher.home.BundleEntry;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Generations;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.SystemDisk;
import rollcall.launcher.trust.SigningKey;
import rollcall.launcher.trust.TrustStore;

/** The world stops before every single call that changes a file, one after the other: whatever is left starts whole. */
class CutTest {
    private static final List<String> OLD = List.of("one 1.0.0", "two 1.0.0");
    private static final List<String> NEW = List.of("one 2.0.0", "two 2.0.0");

    /** Of so many cuts one is also started with a real Felix; the others are looked at as the launcher does. */
    private static final int STARTED = Boolean.getBoolean("rollcall.nightly") ? 1 : 9;

    @TempDir
    private Path folder;

    private final SigningKey key = SigningKey.generate("school");
    private byte[] update = {};

    private Path template() {
        return folder.resolve("template");
    }

    @BeforeEach
    void install() throws Exception {
        TinyBundles tiny = new TinyBundles(folder.resolve("jars"));
        TinyTerminal.install(template(), key, tiny.plain("one", "1.0.0"), tiny.plain("two", "1.0.0"));
        update = TinyTerminal.signed(folder, key, 1, tiny.plain("one", "2.0.0"), tiny.plain("two", "2.0.0"));
    }

    /** Something done to a home on a disk that stops the world. */
    @FunctionalInterface
    private interface Work {
        void run(Path home, CutDisk disk) throws Exception;
    }

    /** What a start finds. */
    private record Found(List<String> bundles, List<String> problems, String step) {}

    @Test
    void a_cut_at_any_call_of_an_update_leaves_the_old_or_the_new_whole() throws Exception {
        cutEverywhere("update", (home, disk) -> {
            try (TinyTerminal terminal = TinyTerminal.start(home, disk)) {
                terminal.push(update, Duration.ZERO);
            }
        });
    }

    @Test
    void a_cut_at_any_call_of_a_start_after_a_cut_leaves_the_old_or_the_new_whole() throws Exception {
        // A start that has to put something right is cut as well, and the next one finds the same.
        int middle = count((home, disk) -> {
                    try (TinyTerminal terminal = TinyTerminal.start(home, disk)) {
                        terminal.push(update, Duration.ofMinutes(1));
                    }
                })
                - 4;
        cutEverywhere("start after a cut", (home, disk) -> {
            try (TinyTerminal terminal = TinyTerminal.start(home, new CutDisk(middle))) {
                terminal.push(update, Duration.ofMinutes(1));
            } catch (CutDisk.PowerCut expected) {
                assertThat(expected).isNotNull();
            }
            recover(home, disk);
        });
    }

    @Test
    void a_cut_at_any_call_of_undoing_leaves_the_old_or_the_new_whole() throws Exception {
        cutEverywhere("undo", (home, disk) -> {
            try (TinyTerminal terminal = TinyTerminal.start(home, new SystemDisk())) {
                terminal.push(update, Duration.ZERO);
            }
            recover(home, disk).undoLast("three restarts nobody asked for");
        });
    }

    private int count(Work work) throws Exception {
        CutDisk counting = new CutDisk(-1);
        Path home = copy("count");
        work.run(home, counting);
        delete(home);
        return counting.calls();
    }

    private void cutEverywhere(String what, Work work) throws Exception {
        int calls = count(work);
        assertThat(calls).as("calls that change files").isGreaterThan(5);
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int cut = 0; cut <= calls; cut++) {
            for (boolean lose : new boolean[] {false, true}) {
                Path home = copy("cut");
                CutDisk disk = new CutDisk(cut);
                try {
                    work.run(home, disk);
                } catch (CutDisk.PowerCut expected) {
                    assertThat(cut).isLessThan(calls);
                }
                if (lose) {
                    disk.lose();
                }
                Found found = look(home, cut % STARTED == 0);
                assertThat(found.bundles())
                        .as("%s, cut before call %d of %d, unforced %s", what, cut, calls, lose ? "lost" : "kept")
                        .isIn(OLD, NEW);
                assertThat(found.problems()).as("cut before call %d", cut).isEmpty();
                assertThat(found.step()).isIn("NOTHING", "PROBATION", "COMMITTED", "ROLLED_BACK", "REFUSED");
                outcomes.merge(
                        (found.bundles().equals(OLD) ? "old" : "new") + " after " + found.step(), 1, Integer::sum);
                delete(home);
            }
        }
        System.out.printf("%s: cut before each of %d calls, twice: %s%n", what, calls, outcomes);
    }

    /** Starts what is left, twice: what the first start put right, the second one has to find in order. */
    private static Found look(Path home, boolean felix) throws Exception {
        if (felix) {
            TinyTerminal.start(home, new SystemDisk()).close();
            try (TinyTerminal terminal = TinyTerminal.start(home, new SystemDisk())) {
                assertThat(terminal.said()).isEmpty();
                return found(terminal.running(), terminal.machinery(), List.of());
            }
        }
        List<String> said = new ArrayList<>();
        recover(home, new SystemDisk());
        Machinery machinery = machinery(home, new SystemDisk(), said);
        new Recovery(machinery, said::add).finishOrUndo(false);
        Generations.Choice choice = machinery.generations().choose();
        said.addAll(choice.problems());
        Generation generation = choice.generation().orElseThrow();
        assertThat(Files.readSymbolicLink(home.resolve("current")).toString())
                .isEqualTo("generations/" + generation.number() + ".json");
        List<String> bundles = generation.bundles().stream().map(CutTest::words).toList();
        return found(bundles, machinery, said);
    }

    private static String words(BundleEntry entry) {
        return entry.symbolicName() + " " + entry.version();
    }

    private static Found found(List<String> bundles, Machinery machinery, List<String> said) throws IOException {
        List<UpdateRecord> records =
                UpdateHistory.of(machinery.journal().entries()).records();
        String step = records.isEmpty()
                ? "NOTHING"
                : records.get(records.size() - 1).step().name();
        try (Stream<Path> left = Files.walk(machinery.home().root())) {
            assertThat(left.filter(file -> file.toString().contains("incoming")))
                    .isEmpty();
        }
        return new Found(bundles, said, step);
    }

    private static Machinery machinery(Path root, rollcall.launcher.home.Disk disk, List<String> said)
            throws IOException {
        Home home = new Home(root);
        BundleStore store = new BundleStore(home, disk);
        return new Machinery(
                home,
                disk,
                Clock.systemUTC(),
                store,
                new Generations(home, store, disk),
                new TrustStore(home, disk, Clock.systemUTC()),
                UpdateJournal.open(home, disk, Clock.systemUTC(), said::add));
    }

    private static Recovery recover(Path home, rollcall.launcher.home.Disk disk) throws IOException {
        Recovery recovery = new Recovery(machinery(home, disk, new ArrayList<>()), line -> {});
        recovery.finishOrUndo(false);
        return recovery;
    }

    private Path copy(String name) throws IOException {
        Path target = folder.resolve(name);
        try (Stream<Path> all = Files.walk(template())) {
            for (Path from : all.toList()) {
                Files.copy(from, target.resolve(template().relativize(from)), java.nio.file.LinkOption.NOFOLLOW_LINKS);
            }
        }
        return target;
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
