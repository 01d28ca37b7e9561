package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rollcall.itest.DiskOperation.Announce;
import rollcall.itest.DiskOperation.CreateFile;
import rollcall.itest.DiskOperation.CreateFolder;
import rollcall.itest.DiskOperation.Remove;
import rollcall.itest.DiskOperation.Rename;
import rollcall.itest.DiskOperation.Resize;
import rollcall.itest.DiskOperation.SyncFile;
import rollcall.itest.DiskOperation.SyncFolder;
import rollcall.itest.DiskOperation.Write;

class TraceLinesTest {
    private static final String OPEN = "7 openat(AT_FDCWD, 'HOME/a', O_RDWR|O_CREAT, 0644) = 3";

    /** Quoted text is put as strace puts it, byte by byte. */
    private static List<DiskOperation> operations(String... lines) {
        return TraceLines.operations(
                Path.of("/home"), Stream.of(lines).map(TraceLinesTest::line).toList());
    }

    private static String line(String text) {
        String[] parts = text.replace("HOME", "/home").split("'", -1);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 0) {
                line.append(parts[i]);
            } else {
                line.append('"');
                for (byte next : parts[i].getBytes(StandardCharsets.UTF_8)) {
                    line.append(String.format("\\x%02x", next));
                }
                line.append('"');
            }
        }
        return line.toString();
    }

    private static Write write(int offset, String text) {
        return new Write(1, offset, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void writes_go_where_the_descriptor_stands() {
        assertThat(operations(
                        OPEN,
                        "7 write(3, 'abc', 3) = 3",
                        "7 dup(3)                               = 4",
                        "7 writev(4, [{iov_base='d', iov_len=1}, {iov_base='ef', iov_len=2}], 2) = 2",
                        "7 lseek(3, 100, SEEK_SET) = 100",
                        "7 read(0x3, 0x7f00, 0x10) = 0x10",
                        "7 write(3, 'g', 1) = 1",
                        "7 pwrite64(3, 'h', 1, 7) = 1",
                        "7 ftruncate(3, 5) = 0"))
                .containsExactly(
                        new CreateFile("a", 1),
                        write(0, "abc"),
                        write(3, "de"),
                        write(116, "g"),
                        write(7, "h"),
                        new Resize(1, 5));
    }

    @Test
    void names_are_followed_in_the_folder_and_nowhere_else() {
        assertThat(operations(
                        "7 mkdir('HOME/d', 0777) = 0",
                        "7 mkdir('HOME/d', 0777) = -1 EEXIST (File exists)",
                        "7 openat(AT_FDCWD, 'HOME', O_RDONLY|O_DIRECTORY) = 3",
                        "7 openat(3, 'd/a', O_WRONLY|O_CREAT|O_EXCL, 0644) = 4",
                        "7 openat(AT_FDCWD, '/tmp/a', O_WRONLY|O_CREAT, 0644) = 5",
                        "7 pwrite64(5, 'abc', 3, 0) = 3",
                        "7 renameat2(AT_FDCWD, 'HOME/d/a', AT_FDCWD, 'HOME/d/b', RENAME_NOREPLACE) = 0",
                        "7 openat(AT_FDCWD, 'HOME/d', O_RDONLY) = 5",
                        "7 fsync(5) = 0",
                        "7 unlink('HOME/d/b') = 0"))
                .containsExactly(
                        new CreateFolder("d"),
                        new CreateFile("d/a", 1),
                        new Rename("d/a", "d/b"),
                        new SyncFolder("d", 3),
                        new Remove("d/b"));
    }

    @Test
    void an_interrupted_sync_answers_for_what_was_there_when_it_began() {
        assertThat(operations(
                        "7 clone3({flags=CLONE_VM|CLONE_THREAD, stack=0x1} => {parent_tid=[8]}, 88) = 8",
                        OPEN,
                        "7 fsync(3 <unfinished ...>",
                        "8 pwrite64(3, 'abc', 3, 0) = 3",
                        "7 <... fsync resumed>) = 0"))
                .containsExactly(new CreateFile("a", 1), write(0, "abc"), new SyncFile(1, 1));
    }

    @Test
    void what_is_printed_is_seen_when_the_call_begins() {
        assertThat(operations(
                        OPEN,
                        "7 write(1, 'accepted 1\n', 11 <unfinished ...>",
                        "7 <... write resumed>)     = 11",
                        "7 write(1, 'accep', 5) = 5",
                        "7 fsync(3) = 0",
                        "7 write(1, 'ted 2\n', 6) = 6",
                        "7 +++ exited with 0 +++"))
                .containsExactly(
                        new CreateFile("a", 1),
                        new Announce("accepted 1"),
                        new SyncFile(1, 2),
                        new Announce("accepted 2"));
    }

    @Test
    void a_number_is_free_when_its_close_begins() {
        assertThat(operations(
                        "7 clone3({flags=CLONE_VM|CLONE_THREAD, stack=0x1} <unfinished ...>",
                        OPEN.replace("7", "8"),
                        "7 <... clone3 resumed> => {parent_tid=[8]}, 88) = 8",
                        "8 close(3 <unfinished ...>",
                        "7 openat(AT_FDCWD, 'HOME/b', O_RDWR|O_CREAT, 0644) = 3",
                        "8 <... close resumed>) = 0",
                        "7 fsync(3) = 0"))
                .containsExactly(new CreateFile("a", 1), new CreateFile("b", 2), new SyncFile(2, 2));
    }

    @Test
    void children_are_another_matter() {
        assertThat(operations(
                        "7 clone(child_stack=NULL, flags=CLONE_VM|CLONE_VFORK|SIGCHLD <unfinished ...>",
                        "8 dup2(5, 1) = 1",
                        "8 write(1, 'Linux\n', 6) = 6",
                        "7 <... clone resumed>) = 8",
                        "7 write(1, 'accepted 1\n', 11) = 11"))
                .containsExactly(new Announce("accepted 1"));
    }

    @Test
    void nothing_unknown_is_left_out_in_silence() {
        for (String call : List.of(
                "7 fallocate(3, 0, 0, 4096) = 0",
                "7 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 3, 0) = 0x7f00",
                "7 copy_file_range(9, NULL, 3, NULL, 10, 0) = 10",
                "7 link('/tmp/x', 'HOME/b') = 0",
                "7 rename('/tmp/x', 'HOME/b') = 0")) {
            assertThatThrownBy(() -> operations(OPEN, call)).isInstanceOf(UnknownCallException.class);
        }
        assertThatThrownBy(() -> operations(OPEN, "7 pwrite64(3, 'abc'..., 30, 0) = 30"))
                .hasMessageContaining("cut a string");
    }
}
