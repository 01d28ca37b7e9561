package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
    @TempDir
    private Path folder;

    @Test
    void hostile_and_broken_frames_cost_a_line_each_and_nothing_else() throws Exception {
        Path frames = Files.createDirectories(folder.resolve("frames"));
        Cards cards = new Cards(3, folder.resolve("print"));
        Files.createFile(frames.resolve("a-empty.png"));
        Files.writeString(frames.resolve("b-text.jpg"), "no image");
        byte[] whole = Files.readAllBytes(cards.print("CUT"));
        Files.write(frames.resolve("c-cut.png"), Arrays.copyOf(whole, whole.length / 3));
        huge(frames.resolve("d-huge.png"));
        List<String> refused = List.of("7".repeat(4_000), "a\u0001b\u001b[31mc", "'; DROP TABLE scan; --", "<b>x</b>");
        for (int i = 0; i < refused.size(); i++) {
            Files.move(cards.print(refused.get(i)), frames.resolve("e-" + i + ".png"));
        }
        Files.move(cards.print("GOOD-1"), frames.resolve("f-good.png"));
        Path home = folder.resolve("home");
        try (TerminalProcess terminal = TerminalProcess.run(home, "dir:" + frames)) {
            terminal.awaitLine("has no new frames");
            for (String complaint : List.of(
                    "a-empty.png is empty (0 bytes)",
                    "b-text.jpg is neither PNG nor JPEG",
                    "d-huge.png has 50.0 megapixels, at most 12 are read")) {
                assertThat(terminal.lines())
                        .filteredOn(line -> line.contains(complaint))
                        .hasSize(1);
            }
            assertThat(terminal.get("/scans/recent").body()).contains("GOOD-1").contains("\"<b>x</b>\"");
        }
        assertThat(Ledger.column(home, "SELECT status || ' ' || coalesce(reason, '') FROM scan ORDER BY sequence"))
                .containsExactly(
                        "REJECTED MALFORMED_CODE",
                        "REJECTED MALFORMED_CODE",
                        "REJECTED MALFORMED_CODE",
                        "REJECTED MALFORMED_CODE",
                        "PRESENT ");
        assertThat(Ledger.column(home, "SELECT code FROM scan WHERE sequence IN (2, 3) ORDER BY sequence"))
                .containsExactly(refused.get(1), refused.get(2));
        assertThat(Ledger.integrity(home)).isEqualTo("ok");
    }

    private static void huge(Path file) throws Exception {
        var image = new java.awt.image.BufferedImage(10_000, 5_000, java.awt.image.BufferedImage.TYPE_BYTE_BINARY);
        javax.imageio.ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void a_missing_camera_is_explained_and_the_page_is_there() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(folder.resolve("home"), "v4l2:97")) {
            terminal.awaitLine("camera /dev/video97 is not there; plug it in");
            assertThat(terminal.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_web_site_that_points_its_name_here_gets_nothing() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(folder.resolve("home"), "demo");
                var socket = new java.net.Socket(
                        java.net.InetAddress.getLoopbackAddress(),
                        java.net.URI.create(terminal.url()).getPort())) {
            socket.getOutputStream()
                    .write("GET /scans/recent HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("DEMO");
        }
    }

    @Test
    void an_unknown_camera_is_explained_with_those_there_are() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(folder.resolve("home"), "webcam")) {
            terminal.awaitLine("no source opens 'webcam'; there are [csi, demo, dir, file, http, https, rtsp, v4l2]");
        }
    }

    /** On a small file system of its own, which takes root to mount. */
    @Test
    void a_full_disk_refuses_scans_and_service_resumes_with_space() throws Exception {
        Path small = Files.createDirectories(folder.resolve("small"));
        shell("mount", "-t", "tmpfs", "-o", "size=320m", "tmpfs", small.toString());
        try {
            Path home = small.resolve("home");
            Cards cards = new Cards(4, folder.resolve("print"));
            Path frame = folder.resolve("frame.png");
            Files.copy(cards.print("FIRST"), frame);
            try (TerminalProcess terminal = TerminalProcess.run(home, "file:" + frame)) {
                terminal.awaitLine("accepted LOGIN scan 1");
                Path ballast = small.resolve("ballast");
                fill(ballast);
                int card = 0;
                // The log of the database may have some room left in its last block, and the first scan that finds none
                // gets
                // what the reserve kept.
                while (terminal.lines().stream().noneMatch(line -> line.contains("the disk is full")) && card < 50) {
                    int shown = ++card;
                    move(cards.print("FULL-" + shown), frame);
                    terminal.await(
                            "an answer to FULL-" + shown,
                            Duration.ofSeconds(20),
                            () -> terminal.lines().stream().anyMatch(line -> line.contains("the disk is full"))
                                    || Ledger.announced(terminal.lines()).size() > shown);
                    fill(ballast);
                }
                assertThat(terminal.output()).contains("the disk is full");
                List<String> announced = Ledger.announced(terminal.lines());
                assertThat(Ledger.acceptedIds(home)).containsExactlyElementsOf(announced);
                assertThat(terminal.get("/scans/recent").statusCode()).isEqualTo(200);

                Files.delete(ballast);
                move(cards.print("AGAIN"), frame);
                terminal.await(
                        "a scan after space came back",
                        Duration.ofSeconds(30),
                        () -> Ledger.announced(terminal.lines()).size() > announced.size());
            }
            assertThat(Ledger.integrity(home)).isEqualTo("ok");
            assertThat(Ledger.column(home, "SELECT code FROM scan GROUP BY code HAVING count(*) > 1"))
                    .isEmpty();
        } finally {
            shell("umount", "-l", small.toString());
        }
    }

    private static void move(Path print, Path frame) throws Exception {
        Files.move(print, frame, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void fill(Path ballast) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
            byte[] block = new byte[1 << 20];
            int size = block.length;
            file.seek(file.length());
            while (size > 0) {
                try {
                    file.write(block, 0, size);
                } catch (java.io.IOException e) {
                    // Full for this size; smaller pieces fill what is left.
                    size /= 2;
                }
            }
        }
    }

    private static void shell(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + said)
                .isZero();
    }
}
