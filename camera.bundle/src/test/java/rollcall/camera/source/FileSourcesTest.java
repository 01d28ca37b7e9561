package rollcall.camera.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.videoio.VideoWriter;
import org.opencv.videoio.Videoio;
import rollcall.camera.Frame;
import rollcall.camera.FrameStream;
import rollcall.camera.UnreadableFrameException;
import rollcall.camera.qr.Card;
import rollcall.camera.qr.CardReader;
import rollcall.opencv.OpenCv;

class FileSourcesTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        OpenCv.load();
    }

    private Path image(String name, int width, int height, int type) throws IOException {
        Path file = folder.resolve(name);
        ImageIO.write(new BufferedImage(width, height, type), name.substring(name.length() - 3), file.toFile());
        return file;
    }

    @Test
    void a_folder_is_shown_in_name_order_once_and_then_idle() throws Exception {
        image("b.png", 20, 10, BufferedImage.TYPE_3BYTE_BGR);
        image("a.png", 10, 10, BufferedImage.TYPE_3BYTE_BGR);
        image("c.jpg", 30, 10, BufferedImage.TYPE_3BYTE_BGR);
        Files.writeString(folder.resolve("notes.txt"), "no image");
        try (FrameStream stream = new DirectorySource().open(folder.toString())) {
            assertThat(stream.next(SHORT).map(Frame::width)).contains(10);
            assertThat(stream.next(SHORT).map(Frame::width)).contains(20);
            assertThat(stream.next(SHORT).map(Frame::width)).contains(30);
            assertThat(stream.next(SHORT)).isEmpty();
            assertThat(stream.next(SHORT)).isEmpty();
        }
    }

    @Test
    void a_folder_with_loop_begins_again() throws Exception {
        image("a.png", 10, 10, BufferedImage.TYPE_3BYTE_BGR);
        try (FrameStream stream = new DirectorySource().open(folder + "?loop")) {
            assertThat(stream.next(SHORT)).isPresent();
            assertThat(stream.next(SHORT)).isPresent();
        }
    }

    @Test
    void bad_images_are_told_in_one_line_and_the_next_one_is_read() throws Exception {
        Files.createFile(folder.resolve("a-empty.png"));
        Files.writeString(folder.resolve("b-text.png"), "no image");
        image("c-huge.png", 10_000, 5_000, BufferedImage.TYPE_BYTE_BINARY);
        byte[] whole = Files.readAllBytes(image("d-cut.png", 64, 64, BufferedImage.TYPE_3BYTE_BGR));
        Files.write(folder.resolve("d-cut.png"), Arrays.copyOf(whole, 20));
        image("e-good.png", 10, 10, BufferedImage.TYPE_BYTE_GRAY);
        try (FrameStream stream = new DirectorySource().open(folder.toString())) {
            for (String complaint :
                    new String[] {"empty (0 bytes)", "neither PNG nor JPEG", "50.0 megapixels", "d-cut"}) {
                assertThatThrownBy(() -> stream.next(SHORT))
                        .isInstanceOf(UnreadableFrameException.class)
                        .hasMessageContaining(complaint)
                        .message()
                        .doesNotContain("\n");
            }
            assertThat(stream.next(SHORT)).isPresent();
        }
    }

    @Test
    void pictures_with_sixteen_bits_with_alpha_and_of_one_pixel_are_read() throws Exception {
        image("a-deep.png", 7, 5, BufferedImage.TYPE_USHORT_GRAY);
        image("b-clear.png", 7, 5, BufferedImage.TYPE_4BYTE_ABGR);
        image("c-one.png", 1, 1, BufferedImage.TYPE_BYTE_BINARY);
        try (FrameStream stream = new DirectorySource().open(folder.toString())) {
            for (int width : new int[] {7, 7, 1}) {
                Frame frame = stream.next(SHORT).orElseThrow();
                assertThat(frame.width()).isEqualTo(width);
                assertThat(frame.bgr()).hasSize(frame.width() * frame.height() * 3);
            }
        }
    }

    @Test
    void what_is_not_there_says_what_to_do() {
        assertThatThrownBy(() -> new DirectorySource().open(folder.resolve("no").toString()))
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> new DirectorySource().open(folder.toString())).hasMessageContaining("no PNG or JPEG");
        assertThatThrownBy(() -> new FileSource().open(folder.resolve("no.png").toString()))
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> new V4l2Source(folder).open("0"))
                .hasMessageContaining("video0 is not there")
                .hasMessageContaining("ls /dev/video*");
        assertThatThrownBy(() -> new V4l2Source(folder).open("front")).hasMessageContaining("as in v4l2:0");
        assertThatThrownBy(() -> new DemoSource().open("?speed=3")).hasMessageContaining("'speed' is unknown");
        assertThatThrownBy(() -> new DemoSource().open("?rate=0")).hasMessageContaining("allowed are 0.01 to 20");
    }

    @Test
    void a_device_that_is_no_camera_is_an_explained_failure() throws Exception {
        Files.createFile(folder.resolve("video97"));
        assertThatThrownBy(() -> new V4l2Source(folder).open("97")).hasMessageContaining("cannot be opened");
    }

    @Test
    void a_picture_is_shown_again_when_it_changes() throws Exception {
        Path file = image("card.png", 10, 10, BufferedImage.TYPE_3BYTE_BGR);
        try (FrameStream stream = new FileSource().open(file.toString())) {
            assertThat(stream.next(SHORT).map(Frame::width)).contains(10);
            assertThat(stream.next(SHORT)).isEmpty();
            image("card.png", 20, 10, BufferedImage.TYPE_3BYTE_BGR);
            assertThat(stream.next(SHORT).map(Frame::width)).contains(20);
        }
    }

    @Test
    void a_motion_jpeg_video_is_shown_once_and_then_idle() throws Exception {
        Path file = folder.resolve("cards.avi");
        VideoWriter writer = new VideoWriter(
                file.toString(),
                Videoio.CAP_OPENCV_MJPEG,
                VideoWriter.fourcc('M', 'J', 'P', 'G'),
                100,
                new Size(64, 48),
                new MatOfInt());
        Mat picture = new Mat(48, 64, CvType.CV_8UC3, new Scalar(10, 20, 30));
        for (int i = 0; i < 5; i++) {
            writer.write(picture);
        }
        writer.release();
        picture.release();
        int frames = 0;
        try (FrameStream stream = new FileSource().open(file.toString())) {
            for (Optional<Frame> frame = stream.next(SHORT); frame.isPresent(); frame = stream.next(SHORT)) {
                assertThat(frame.get().width()).isEqualTo(64);
                frames++;
            }
            assertThat(stream.next(SHORT)).isEmpty();
        }
        assertThat(frames).isEqualTo(5);
        Files.writeString(folder.resolve("bad.avi"), "no video");
        assertThatThrownBy(() -> new FileSource().open(folder.resolve("bad.avi").toString()))
                .hasMessageContaining("Motion-JPEG in AVI");
    }

    @Test
    void the_demo_shows_readable_cards_by_the_clock() throws Exception {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);
        try (FrameStream stream = new DemoSource(clock).open("?cards=60&rate=1")) {
            Optional<Frame> frame = stream.next(SHORT);
            assertThat(new CardReader().read(frame.orElseThrow()).held().map(Card::text))
                    .contains("DEMO-0041");
            assertThat(stream.next(SHORT)).as("the clock stands still").isEmpty();
        }
    }
}
