package rollcall.camera.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.camera.Frame;
import rollcall.camera.FrameStream;
import rollcall.camera.UnreadableFrameException;

/** Network cameras and camera programs, played by a small server and by shell scripts. */
class LiveSourcesTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private HttpServer server;
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    @AfterEach
    void end() {
        over.countDown();
        server.stop(0);
    }

    private interface Answer {
        void to(HttpExchange exchange, OutputStream out) throws Exception;
    }

    private String camera(String secret, Answer answer) {
        server.createContext("/video", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Content-Type", "multipart/x-mixed-replace; boundary=f");
                exchange.sendResponseHeaders(200, 0);
                answer.to(exchange, exchange.getResponseBody());
            } catch (Exception e) {
                // The camera went away, which is what some tests are about.
                assertThat(e).isNotNull();
            }
        });
        return "//" + secret + "127.0.0.1:" + server.getAddress().getPort() + "/video";
    }

    private static void part(OutputStream out, byte[] jpeg) throws IOException {
        out.write(("--f\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(jpeg);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Test
    void the_newest_picture_wins_and_the_password_is_sent_but_not_shown() throws Exception {
        String expected = "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        CountDownLatch sent = new CountDownLatch(1);
        String address = camera("me:secret@", (exchange, out) -> {
            boolean known = expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            for (int width = 10; width <= 60; width += 10) {
                part(out, JpegStreamTest.jpeg(known ? width : 1, 20));
            }
            // A picture is whole with its last byte, so what follows shows that it was taken.
            part(out, JpegStreamTest.jpeg(70, 20));
            sent.countDown();
            over.await();
        });
        try (FrameStream stream = new HttpSource().open(address)) {
            assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
            int width = 0;
            int frames = 0;
            while (width != 70) {
                width = stream.next(LONG).orElseThrow().width();
                frames++;
            }
            assertThat(frames).isLessThanOrEqualTo(7);
            assertThat(stream.next(Duration.ofMillis(50))).isEmpty();
        }
        assertThat(NetworkAddress.shown("http:" + address))
                .doesNotContain("secret")
                .contains("127.0.0.1");
    }

    @Test
    void a_camera_that_ends_says_so_once_its_last_picture_was_taken() throws Exception {
        String address = camera("me:secret@", (exchange, out) -> part(out, JpegStreamTest.jpeg(20, 20)));
        try (FrameStream stream = new HttpSource().open(address)) {
            assertThat(stream.next(LONG).map(Frame::width)).contains(20);
            assertThatThrownBy(() -> stream.next(LONG))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("stopped giving pictures")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void bytes_that_are_no_picture_end_the_stream() throws Exception {
        String address = camera("", (exchange, out) -> {
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < 1_600; i++) {
                out.write(block);
            }
        });
        try (FrameStream stream = new HttpSource().open(address)) {
            assertThatThrownBy(() -> stream.next(LONG)).hasMessageContaining("none begins within 16 MB");
        }
    }

    @Test
    void a_picture_that_cannot_be_decoded_costs_only_itself() throws Exception {
        byte[] torn = JpegStreamTest.jpeg(64, 48);
        // A size of nothing, in the frame header.
        for (int i = 0; i < torn.length - 9; i++) {
            if ((torn[i] & 0xff) == 0xff && (torn[i + 1] & 0xff) == 0xc0) {
                torn[i + 5] = 0;
                torn[i + 6] = 0;
            }
        }
        CountDownLatch seen = new CountDownLatch(1);
        String address = camera("", (exchange, out) -> {
            part(out, torn);
            part(out, new byte[0]);
            seen.await();
            part(out, JpegStreamTest.jpeg(20, 20));
            over.await();
        });
        try (FrameStream stream = new HttpSource().open(address)) {
            assertThatThrownBy(() -> stream.next(LONG)).isInstanceOf(UnreadableFrameException.class);
            seen.countDown();
            assertThat(stream.next(LONG).map(Frame::width)).contains(20);
        }
    }

    @Test
    void what_cannot_be_reached_or_refuses_is_explained_without_the_password() {
        server.createContext("/closed", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(401, -1);
            }
        });
        int port = server.getAddress().getPort();
        assertThatThrownBy(() -> new HttpSource().open("//me:secret@127.0.0.1:" + port + "/closed?pwd=secret"))
                .hasMessageContaining("status 401; give its user and password")
                .hasMessageNotContaining("secret");
        server.stop(0);
        assertThatThrownBy(() -> new HttpSource().open("//me:secret@127.0.0.1:" + port + "/closed"))
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> new HttpSource().open("//me:sec ret@x/")).hasMessageNotContaining("sec ret");
        assertThatThrownBy(() -> new RtspSource().open("nowhere")).hasMessageContaining("a host is missing");
    }

    private Path program(String body) throws IOException {
        Path program = Files.writeString(folder.resolve("stand-in"), "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    /** Speaks as {@code rpicam-vid --codec mjpeg --output -} does: one JPEG after another, nothing between. */
    private Path standIn() throws IOException {
        Files.write(folder.resolve("one.jpg"), JpegStreamTest.jpeg(40, 30));
        return program("echo \"$@\" > '" + folder.resolve("arguments") + "'\n" + "while :; do cat '"
                + folder.resolve("one.jpg") + "'; sleep 0.02; done\n");
    }

    @Test
    void the_ribbon_camera_is_a_program_that_ends_with_the_stream() throws Exception {
        Path program = standIn();
        String address = "1?width=320&height=240&rate=10&program=" + program;
        FrameStream stream = new CsiSource().open(address);
        assertThat(stream.next(LONG).map(Frame::width)).contains(40);
        assertThat(Files.readString(folder.resolve("arguments")))
                .contains("--camera 1 --codec mjpeg --timeout 0")
                .contains("--width 320 --height 240 --framerate 10")
                .contains("--output -");
        assertThat(running(program)).isPresent();
        stream.close();
        long deadline = System.nanoTime() + LONG.toNanos();
        while (running(program).isPresent() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertThat(running(program)).isEmpty();
    }

    private static Optional<ProcessHandle> running(Path program) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> String.join(" ", arguments).contains(program.toString()))
                        .orElse(false))
                .findFirst();
    }

    @Test
    void a_program_that_was_stopped_gives_nothing_and_can_be_closed() throws Exception {
        Path program = standIn();
        try (FrameStream stream = new CsiSource().open("?program=" + program)) {
            assertThat(stream.next(LONG)).isPresent();
            long pid = running(program).orElseThrow().pid();
            assertThat(new ProcessBuilder("kill", "-STOP", String.valueOf(pid))
                            .start()
                            .waitFor())
                    .isZero();
            long deadline = System.nanoTime() + LONG.toNanos();
            while (stream.next(Duration.ofMillis(200)).isPresent() && System.nanoTime() < deadline) {
                // What was on its way arrives.
            }
            assertThat(stream.next(Duration.ofMillis(200))).isEmpty();
        }
        Thread.sleep(50);
        assertThat(running(program)).isEmpty();
    }

    @Test
    void a_program_that_fails_is_told_with_its_last_word() throws Exception {
        Path program = program("echo 'ERROR: *** no cameras available ***' >&2\nexit 255\n");
        try (FrameStream stream = new CsiSource().open("?program=" + program)) {
            Thread.sleep(200);
            assertThatThrownBy(() -> stream.next(LONG))
                    .hasMessageContaining("ribbon camera 0 stopped giving pictures")
                    .hasMessageContaining("no cameras available");
        }
        assertThatThrownBy(() -> new CsiSource().open("?program=/nowhere/rpicam-vid"))
                .hasMessageContaining("sudo apt install rpicam-apps-lite");
        assertThatThrownBy(() -> new CsiSource().open("one")).hasMessageContaining("0 to 9");
    }
}
