package rollcall.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;
import rollcall.launcher.home.Sha256;

class RestorationTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T06:30:15Z"), ZoneOffset.UTC);
    private static final String STAMP = "20261126T063015Z";
    private static final String PHOTO = "data/photos/2026/11/25/" + "ab".repeat(32) + ".jpg";
    private static final String GOOD = "0".repeat(64);

    @TempDir
    private Path folder;

    private Home home = new Home(Path.of("none"));
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void make_a_home() throws Exception {
        home = new Home(folder.resolve("home"));
        HomeFolders.prepare(home);
    }

    private Restoration restoration() {
        return new Restoration(home, CLOCK, said::add);
    }

    private Path write(String path, String content) throws IOException {
        Path file = home.root().resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, content);
    }

    private void writeOldData() throws IOException {
        write("data/attendance.db", "old database");
        write("data/photos/old.jpg", "old photo");
        write("data/logs/rollcall.0.jsonl", "log");
        write("data/backups/monday.zip", "older backup");
        write("etc/roster.csv", "old roster");
        write("etc/config.json", "old configuration");
    }

    /** Every file of a folder with its content. */
    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : FileTree.files(root)) {
            contents.put(root.relativize(file).toString(), Files.readString(file));
        }
        return contents;
    }

    private Map<String, String> withoutRun() throws IOException {
        Map<String, String> contents = contents(home.root());
        contents.keySet().removeIf(path -> path.startsWith("run/"));
        return contents;
    }

    private static String restoredLine(Path backup) throws IOException {
        return "2026-11-26T06:30:15Z " + Sha256.of(backup) + "\n";
    }

    @Test
    void a_backup_comes_back_into_an_empty_home() throws Exception {
        Path backup = Backup.good().write(folder.resolve("b.zip"));
        restoration().restore(backup, false);
        assertThat(withoutRun())
                .isEqualTo(Map.of(
                        "data/attendance.db",
                        "new database",
                        PHOTO,
                        "new photo",
                        "data/restored",
                        restoredLine(backup),
                        "etc/roster.csv",
                        "new roster"));
        assertThat(said)
                .contains("restoring the backup of 2026-11-25T07:00:00Z, device gate-1")
                .contains("~ 3/3 files");
        try (Stream<Path> all = Files.list(home.root())) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("data.") || name.endsWith(".before-restore"));
        }
    }

    @Test
    void with_replace_old_data_are_kept_whole_and_logs_and_backups_are_in_both() throws Exception {
        writeOldData();
        Map<String, String> old = contents(home.data());
        Path backup = Backup.good().write(folder.resolve("b.zip"));
        RestoreSwitch change = restoration().restore(backup, true);

        assertThat(contents(change.before())).isEqualTo(old);
        assertThat(change.before()).isEqualTo(home.root().resolve("data.before-restore-" + STAMP));
        assertNew(backup);
    }

    private void assertNew(Path backup) throws IOException {
        Map<String, String> all = withoutRun();
        all.keySet().removeIf(path -> path.startsWith("data.before-restore-"));
        assertThat(all)
                .isEqualTo(Map.of(
                        "data/attendance.db",
                        "new database",
                        PHOTO,
                        "new photo",
                        "data/logs/rollcall.0.jsonl",
                        "log",
                        "data/backups/monday.zip",
                        "older backup",
                        "data/restored",
                        restoredLine(backup),
                        "etc/config.json",
                        "old configuration",
                        "etc/roster.csv",
                        "new roster",
                        "etc/roster.csv.before-restore",
                        "old roster"));
    }

    @Test
    void settings_that_are_there_stay_without_replace() throws Exception {
        write("etc/roster.csv", "old roster");
        restoration().restore(Backup.good().with("etc/trust/key", "new key").write(folder.resolve("b.zip")), false);
        assertThat(withoutRun())
                .containsEntry("etc/roster.csv", "old roster")
                .containsEntry("etc/trust/key", "new key")
                .doesNotContainKey("etc/roster.csv.before-restore");
    }

    @Test
    void a_second_restore_overwrites_nothing_that_the_first_kept() throws Exception {
        writeOldData();
        Path backup = Backup.good().write(folder.resolve("b.zip"));
        restoration().restore(backup, true);
        write("etc/roster.csv", "newer roster");
        restoration().restore(backup, true);
        assertThat(withoutRun())
                .containsEntry("etc/roster.csv", "new roster")
                .containsEntry("etc/roster.csv.before-restore", "old roster")
                .containsEntry("etc/roster.csv.before-restore-2", "newer roster")
                .containsEntry("data.before-restore-" + STAMP + "/attendance.db", "old database")
                .containsEntry("data.before-restore-" + STAMP + "-2/attendance.db", "new database");
    }

    @Test
    void data_that_are_there_are_not_replaced_unasked() throws Exception {
        writeOldData();
        assertRefused(Backup.good().write(folder.resolve("b.zip")), false, "has data already", "--replace");
    }

    private void assertRefused(Path backup, boolean replace, String... parts) throws IOException {
        Map<String, String> before = contents(home.root());
        assertThatThrownBy(() -> restoration().restore(backup, replace))
                .isInstanceOf(IOException.class)
                .satisfies(e -> assertThat(Reason.of(e)).contains(parts).doesNotContain("\n"));
        assertThat(contents(home.root())).isEqualTo(before);
        try (Stream<Path> all = Files.list(home.root())) {
            assertThat(all.map(Path::toString)).noneMatch(name -> name.contains("data."));
        }
    }

    private void assertRefused(Backup backup, String... parts) throws IOException {
        assertRefused(backup.write(folder.resolve("bad.zip")), true, parts);
    }

    @Test
    void what_is_no_backup_is_refused() throws Exception {
        writeOldData();
        assertRefused(folder.resolve("missing.zip"), true, "missing.zip does not exist");
        assertRefused(Files.writeString(folder.resolve("text"), "text"), true, "not a whole ZIP file");
        assertRefused(Files.write(folder.resolve("empty"), new byte[0]), true, "not a whole ZIP file");
        byte[] whole = Files.readAllBytes(Backup.good().write(folder.resolve("b.zip")));
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        assertRefused(Files.write(folder.resolve("half"), half), true, "cut short");
        assertRefused(Backup.good().manifestLast(), "first entry is not manifest.json");
        assertRefused(Backup.good().format("2"), "format 2", "reads format 1");
        assertRefused(Backup.good().format("\"x\""), "format x");
        assertRefused(Backup.good().format("1,,"), "not valid JSON");
        assertRefused(new Backup().with("etc/roster.csv", "only"), "has no data/attendance.db");
    }

    @Test
    void what_the_list_and_the_content_disagree_on_is_refused() throws Exception {
        writeOldData();
        assertRefused(Backup.good().entry("etc/extra", "x"), "etc/extra is in it and not listed");
        assertRefused(Backup.good().list("etc/absent", 1, GOOD), "etc/absent is listed and missing");
        assertRefused(Backup.good().entry("etc/a", "x").list("etc/a", 1, GOOD), "etc/a is damaged: its sha256");
        assertRefused(
                Backup.good().entry("etc/a", "x").list("etc/a", 2, Backup.sha256("x")),
                "etc/a has 1 bytes and should have 2");
        assertRefused(Backup.good().list("etc/roster.csv", 10, Backup.sha256("new roster")), "listed twice");
        assertRefused(Backup.good().entry("etc/a", "x").list("etc/a", 1, "short"), "lacks a valid path");
        assertRefused(
                Backup.good()
                        .entry("etc/a", "x")
                        .list("etc/a", 1, GOOD)
                        .list("etc/roster.csv", 10, Backup.sha256("new roster")),
                "listed twice");
    }

    @Test
    void a_path_that_leaves_its_place_is_refused() throws Exception {
        writeOldData();
        for (String path : List.of(
                "../outside",
                "data/../../outside",
                "/etc/passwd",
                "data//attendance.db",
                "data/./x",
                "data/photos/..",
                "secrets/admin-token",
                "current",
                "data",
                "data\\\\..\\\\x",
                "etc/",
                "etc/a\\n",
                "database/x")) {
            assertRefused(Backup.good().list(path, 1, GOOD), "is not a plain path below data/ or etc/");
        }
        for (String path : List.of("data/logs/x", "data/backups/x", "data/restored", "data/logs")) {
            assertRefused(Backup.good().list(path, 1, GOOD), "keeps of its own");
        }
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @Test
    void a_damaged_byte_is_noticed_wherever_it_is() throws Exception {
        writeOldData();
        byte[] whole = Files.readAllBytes(Backup.good().write(folder.resolve("b.zip")));
        Map<String, String> old = withoutRun();
        int refused = 0;
        for (int i = 0; i < whole.length; i += 7) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x55;
            Path file = Files.write(folder.resolve("damaged.zip"), damaged);
            try {
                restoration().prepare(file, true);
                // What is not content (times, local headers) may differ; what came out is proven by its sha256.
                FileTree.delete(home.root().resolve("data.restoring-" + STAMP));
            } catch (IOException e) {
                refused++;
            }
            assertThat(withoutRun()).isEqualTo(old);
        }
        assertThat(refused).isGreaterThan(whole.length / 7 / 2);
    }

    @Test
    void cut_before_the_decision_old_data_stay_and_the_half_made_is_swept() throws Exception {
        writeOldData();
        Map<String, String> old = withoutRun();
        restoration().prepare(Backup.good().write(folder.resolve("b.zip")), true);
        RestoreSwitch.recover(home, said::add);
        assertThat(withoutRun()).isEqualTo(old);
        assertThat(said).anyMatch(line -> line.contains("half made"));
        try (Stream<Path> all = Files.list(home.root())) {
            assertThat(all.map(Path::toString)).noneMatch(name -> name.contains("data."));
        }
    }

    @Test
    void cut_after_any_step_the_next_start_has_the_new_data_and_the_old_ones_whole() throws Exception {
        Path backup = Backup.good().write(folder.resolve("b.zip"));
        int steps = 1;
        for (int done = 0; done <= steps; done++) {
            home = new Home(folder.resolve("home" + done));
            HomeFolders.prepare(home);
            writeOldData();
            Map<String, String> old = contents(home.data());
            RestoreSwitch change = restoration().prepare(backup, true);
            change.commit(true);
            steps = change.steps().size();
            for (RestoreSwitch.Step step : change.steps().subList(0, done)) {
                step.action().run();
            }
            said.clear();

            // As the launcher starts: folders first, then whatever was cut off.
            HomeFolders.prepare(home);
            RestoreSwitch.recover(home, said::add);
            assertThat(contents(change.before())).as("after step " + done).isEqualTo(old);
            assertNew(backup);
            assertThat(change.folder()).doesNotExist();
            assertThat(said.stream().anyMatch(line -> line.startsWith("completed")))
                    .as("after step " + done)
                    .isEqualTo(done < steps);
            assertThat(home.root().resolve("data.before-restore-" + STAMP + "-2"))
                    .doesNotExist();
        }
        assertThat(steps).isEqualTo(5);
    }

    @Test
    void recovery_has_nothing_to_do_most_days() throws Exception {
        writeOldData();
        Map<String, String> old = withoutRun();
        RestoreSwitch.recover(home, said::add);
        RestoreSwitch.recover(new Home(folder.resolve("nowhere")), said::add);
        assertThat(withoutRun()).isEqualTo(old);
        assertThat(said).isEmpty();
    }
}
