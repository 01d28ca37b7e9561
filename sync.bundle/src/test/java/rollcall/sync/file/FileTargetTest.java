package rollcall.sync.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.sync.drain.Rig;

class FileTargetTest {
    @TempDir
    private Path folder;

    private Path stick;
    private FileTarget target;
    private Rig rig;

    @BeforeEach
    void open() throws Exception {
        stick = Files.createDirectory(folder.resolve("stick"));
        Files.createFile(stick.resolve(FileTarget.MARK));
        target = new FileTarget(stick);
        rig = new Rig(folder, target, 10);
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(stick.resolve("here.jsonl"));
    }

    @Test
    void each_scan_is_one_line() throws Exception {
        rig.scans(25);
        rig.drain();

        assertThat(lines()).hasSize(25).doesNotHaveDuplicates().allMatch(line -> line.endsWith("}"));
        assertThat(lines().get(0)).contains("\"student_code\":\"S1\"", "\"clock\":\"HOLDOVER\"", "\"device_seq\":1");
    }

    @Test
    void a_batch_whose_end_was_cut_off_is_written_once() throws Exception {
        rig.scans(10);
        List<Scan> batch = rig.store.outbox.due("file", 10);
        target.deliver(batch);
        Path file = stick.resolve("here.jsonl");
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut <= whole.length; cut += 7) {
            Files.write(file, java.util.Arrays.copyOf(whole, cut), StandardOpenOption.TRUNCATE_EXISTING);
            target.deliver(batch);
            assertThat(Files.readAllBytes(file)).as("cut at " + cut).isEqualTo(whole);
        }
    }

    @Test
    void a_stick_that_is_not_there_is_waited_for() throws Exception {
        rig.scans(1);
        Files.delete(stick.resolve(FileTarget.MARK));
        rig.step();
        assertThat(rig.state().problem().orElse("")).contains("rollcall-sync").contains("plug in");
        assertThat(stick).isEmptyDirectory();
        Files.createFile(stick.resolve(FileTarget.MARK));
        rig.drain();
        assertThat(lines()).hasSize(1);
    }
}
