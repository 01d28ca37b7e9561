package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** The whole terminal before a camera: cards, faces, and a camera that dies. */
class CameraTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private void configure(String camera) throws Exception {
        Files.createDirectories(home().resolve("etc"));
        Files.writeString(home().resolve("etc/config.json"), "{\"camera\": {" + camera + "}}");
    }

    private static byte[] face(String name) throws Exception {
        return Files.readAllBytes(Build.top().resolve("camera.bundle/src/test/resources/faces/" + name + ".jpg"));
    }

    /** A person who holds a card beside the face. */
    static byte[] card(Cards cards, String text) throws Exception {
        Path print = cards.print(text);
        Mat scene = Imgcodecs.imread(Build.top()
                .resolve("camera.bundle/src/test/resources/faces/admiral.jpg")
                .toString());
        Mat card = new Mat();
        Imgproc.resize(Imgcodecs.imread(print.toString()), card, new Size(160, 160), 0, 0, Imgproc.INTER_AREA);
        card.copyTo(scene.submat(new Rect(440, 280, 160, 160)));
        MatOfByte jpeg = new MatOfByte();
        Imgcodecs.imencode(".jpg", scene, jpeg);
        return jpeg.toArray();
    }

    /** Long enough to be read on a machine that has other things to do as well. */
    private static final long CARD_MILLIS = 2_000;

    private void scan(TerminalProcess terminal, FakeCamera camera, byte[] card, byte[] face, int number)
            throws Exception {
        camera.show(card);
        Thread.sleep(CARD_MILLIS);
        camera.show(face);
        terminal.await(
                "scan " + number,
                PATIENCE,
                () -> Ledger.announced(terminal.lines()).size() >= number);
    }

    @Test
    void cards_and_faces_become_rows_with_photos_and_a_dying_camera_is_survived() throws Exception {
        configure("\"source\": \"demo\", \"stallSeconds\": 2, \"stableMillis\": 500");
        Cards cards = new Cards(7, folder.resolve("print"));
        try (FakeCamera camera = new FakeCamera()) {
            camera.show(face("admiral"));
            try (TerminalProcess terminal = TerminalProcess.run(home(), camera.address())) {
                int number = 0;
                for (FakeCamera.Failure failure : FakeCamera.Failure.values()) {
                    int before = camera.connections();
                    camera.fail(failure);
                    if (failure != FakeCamera.Failure.NONE) {
                        terminal.await("a new connection", PATIENCE, () -> camera.connections() > before);
                    }
                    number++;
                    scan(terminal, camera, card(cards, "CARD-" + failure), face("admiral"), number);
                }
                assertThat(terminal.output())
                        .contains("stopped giving pictures")
                        .contains("no picture for 2 s")
                        .contains("more than 16 MB without an end")
                        .doesNotContain("hush");
                assertThat(terminal.get("/status").body()).doesNotContain("hush");
                try (TerminalProcess measures =
                        TerminalProcess.command("camera", "--seconds", "3", "--home", home().toString())) {
                    assertThat(measures.exitCode()).as(measures.output()).isZero();
                    assertThat(measures.output()).contains("face_count 1.00  face_size 1");
                }
            }
        }
        assertThat(Ledger.column(home(), "SELECT code FROM scan WHERE status = 'PRESENT' ORDER BY row"))
                .containsExactly("CARD-NONE", "CARD-STOP", "CARD-HANG", "CARD-HALF", "CARD-FLOOD");
        List<String> photos = Ledger.column(home(), "SELECT photo FROM scan ORDER BY row");
        assertThat(photos).hasSize(5).doesNotContainNull().allSatisfy(photo -> {
            Mat picture = Imgcodecs.imread(
                    home().resolve("data/photos").resolve(photo).toString());
            assertThat(picture.size()).isEqualTo(new Size(640, 480));
        });
        assertThat(Ledger.column(home(), "SELECT quality FROM scan ORDER BY row"))
                .allSatisfy(quality -> assertThat(quality).contains("eyes_open", "head_pose", "sharpness"));
    }

    @Test
    void a_camera_program_that_is_stopped_is_noticed_and_started_anew() throws Exception {
        configure("\"source\": \"demo\", \"stallSeconds\": 2, \"stableMillis\": 500");
        Path picture = folder.resolve("picture.jpg");
        Files.write(picture, face("admiral"));
        Path program = folder.resolve("rpicam-stand-in");
        Files.writeString(
                program,
                "#!/bin/sh\necho $$ >> '" + folder.resolve("pids") + "'\nwhile :; do cat '" + picture
                        + "'; sleep 0.05; done\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Cards cards = new Cards(9, folder.resolve("print"));
        try (TerminalProcess terminal = TerminalProcess.run(home(), "csi?program=" + program)) {
            terminal.await("the program", PATIENCE, () -> pids().size() == 1);
            signal("STOP", pids().get(0));
            terminal.awaitLine("no picture for 2 s");
            terminal.await("the program anew", PATIENCE, () -> pids().size() == 2);
            show(picture, card(cards, "AFTER"));
            Thread.sleep(CARD_MILLIS);
            show(picture, face("admiral"));
            terminal.await(
                    "the scan",
                    PATIENCE,
                    () -> Ledger.announced(terminal.lines()).size() == 1);
            assertThat(ProcessHandle.of(Long.parseLong(pids().get(0))).filter(ProcessHandle::isAlive))
                    .as("the stopped program")
                    .isEmpty();
        }
        assertThat(Ledger.column(home(), "SELECT code FROM scan WHERE status = 'PRESENT' AND photo IS NOT NULL"))
                .containsExactly("AFTER");
    }

    private List<String> pids() {
        Path pids = folder.resolve("pids");
        try {
            return Files.exists(pids) ? Files.readAllLines(pids) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String name, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    private void show(Path picture, byte[] jpeg) throws Exception {
        Path next = folder.resolve("next.jpg");
        Files.write(next, jpeg);
        Files.move(next, picture, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void a_face_that_never_gets_good_is_kept_with_the_reason_or_refused() throws Exception {
        Cards cards = new Cards(8, folder.resolve("print"));
        byte[] card = card(cards, "CARD-1");
        byte[] dark = dark(face("admiral"));
        configure("\"source\": \"demo\", \"stableMillis\": 500, \"patienceSeconds\": 3");
        try (FakeCamera camera = new FakeCamera()) {
            camera.show(dark);
            try (TerminalProcess terminal = TerminalProcess.run(home(), camera.address())) {
                scan(terminal, camera, dark(card), dark, 1);
                terminal.awaitLine(
                        "no good photo came in time (brightness); the scan is recorded with the best there was");
                configure(
                        "\"source\": \"demo\", \"stableMillis\": 500, \"patienceSeconds\": 3, \"onTimeout\": \"reject\"");
                Thread.sleep(3_000);
                camera.show(dark(card(cards, "CARD-2")));
                Thread.sleep(CARD_MILLIS);
                camera.show(dark);
                terminal.awaitLine("a card is refused because no good photo was taken: brightness");
            }
        }
        assertThat(Ledger.column(home(), "SELECT code FROM scan")).containsExactly("CARD-1");
        assertThat(Ledger.column(home(), "SELECT quality FROM scan").get(0)).contains("brightness");
    }

    private static byte[] dark(byte[] jpeg) {
        Mat scene = Imgcodecs.imdecode(new MatOfByte(jpeg), Imgcodecs.IMREAD_COLOR);
        scene.convertTo(scene, -1, 0.35, 0);
        MatOfByte darkened = new MatOfByte();
        Imgcodecs.imencode(".jpg", scene, darkened);
        return darkened.toArray();
    }
}
