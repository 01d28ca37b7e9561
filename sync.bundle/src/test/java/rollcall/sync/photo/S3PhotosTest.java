package rollcall.sync.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Direction;
import rollcall.scan.Evidence;
import rollcall.scan.Origin;
import rollcall.scan.PhotoReference;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.sync.Delivery;
import rollcall.sync.request.Requests;

/** Photos into a real S3Proxy, and before a stub that answers as bad networks do. */
class S3PhotosTest {
    private static final String ID = "terminal-key";
    private static final String SECRET = "terminal-secret";
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private static Path server;

    private static Process proxy;
    private static URI address;

    @TempDir
    private Path photos;

    @BeforeAll
    static void start() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        address = URI.create("http://127.0.0.1:" + port);
        Files.createDirectories(server.resolve("data"));
        Path settings = server.resolve("s3proxy.conf");
        Files.writeString(
                settings,
                "s3proxy.endpoint=" + address + "\ns3proxy.authorization=aws-v4\ns3proxy.identity=" + ID
                        + "\ns3proxy.credential=" + SECRET
                        + "\njclouds.provider=filesystem-nio2\njclouds.identity=unused\njclouds.credential=unused\njclouds.filesystem.basedir="
                        + server.resolve("data") + "\n");
        proxy = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(server.resolve("log").toFile())
                .start();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!answers(port)) {
            if (System.nanoTime() > deadline || !proxy.isAlive()) {
                throw new IOException("S3Proxy did not start: " + Files.readString(server.resolve("log")));
            }
            Thread.sleep(100);
        }
        assertThat(put(URI.create(address + "/photos"))).isEqualTo(200);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int put(URI bucket) throws Exception {
        Map<String, String> headers = new Signature4(ID, SECRET, "us-east-1")
                .headers("PUT", bucket, Map.of(), Signature4.sha256(new byte[0]), CLOCK.instant());
        HttpRequest.Builder request = HttpRequest.newBuilder(bucket).PUT(HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    @AfterAll
    static void stop() throws Exception {
        proxy.destroyForcibly();
        assertThat(proxy.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @BeforeEach
    void folder() throws IOException {
        Files.createDirectories(photos.resolve("2026/11/25"));
    }

    private S3Photos target(URI base, String bucket, String secret) {
        return new S3Photos(
                new S3Photos.Settings(base, bucket, "us-east-1", ID, secret, Duration.ofSeconds(5)),
                Optional.empty(),
                photos,
                CLOCK,
                new Requests());
    }

    private Scan scan(int number, Optional<PhotoReference> photo) {
        return new Scan(
                new ScanId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number)),
                number,
                new Origin("gate-1", 1, number),
                "S" + number,
                Optional.empty(),
                new Accepted(Direction.LOGIN, false, true, ""),
                Instant.parse("2026-11-25T07:00:00Z"),
                new Evidence(ClockTrust.TRUSTED, photo, Optional.empty(), "c"),
                Optional.empty());
    }

    private PhotoReference photo(String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String hash = Signature4.sha256(bytes);
        String path = "2026/11/25/" + hash + ".jpg";
        Files.write(photos.resolve(path), bytes);
        return new PhotoReference(path, hash, bytes.length);
    }

    private static List<Path> stored() throws IOException {
        try (Stream<Path> files = Files.walk(server.resolve("data/photos"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void photos_are_there_under_their_hash_however_often_they_are_sent() throws Exception {
        PhotoReference first = photo("first");
        PhotoReference second = photo("second, a little longer");
        List<Scan> batch =
                List.of(scan(1, Optional.of(first)), scan(2, Optional.empty()), scan(3, Optional.of(second)));
        S3Photos target = target(address, "photos", SECRET);
        assertThat(target.deliver(batch)).isInstanceOf(Delivery.Acknowledged.class);
        assertThat(target.deliver(batch)).isInstanceOf(Delivery.Acknowledged.class);
        Path folder = server.resolve("data/photos/gate-1/2026/11");
        assertThat(folder.resolve(first.sha256() + ".jpg")).hasContent("first");
        assertThat(folder.resolve(second.sha256() + ".jpg")).hasContent("second, a little longer");
        assertThat(stored()).hasSize(2);
    }

    @Test
    void a_photo_that_is_not_there_any_more_holds_back_nothing() throws Exception {
        PhotoReference gone = photo("gone");
        Files.delete(photos.resolve(gone.path()));
        assertThat(target(address, "photos", SECRET).deliver(List.of(scan(1, Optional.of(gone)))))
                .isInstanceOf(Delivery.Acknowledged.class);
    }

    @Test
    void a_wrong_key_and_a_missing_bucket_wait_for_a_person() throws Exception {
        List<Scan> batch = List.of(scan(1, Optional.of(photo("refused"))));
        assertThat(target(address, "photos", "wrong").deliver(batch))
                .isInstanceOfSatisfying(
                        Delivery.Closed.class,
                        closed ->
                                assertThat(closed.reason()).contains("HTTP 403").doesNotContain(SECRET, "wrong"));
        assertThat(target(address, "nowhere", SECRET).deliver(batch))
                .isInstanceOfSatisfying(
                        Delivery.Closed.class,
                        closed -> assertThat(closed.reason()).contains("HTTP 404"));
    }

    @Test
    void busy_servers_login_pages_and_no_answers_are_no_acknowledgement() throws Exception {
        List<Scan> batch = List.of(scan(1, Optional.of(photo("later"))));
        HttpServer stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int[] status = {503};
        stub.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "7");
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        stub.start();
        S3Photos target =
                target(URI.create("http://127.0.0.1:" + stub.getAddress().getPort()), "photos", SECRET);
        assertThat(target.deliver(batch)).isEqualTo(new Delivery.Later(Optional.of(Duration.ofSeconds(7)), "HTTP 503"));
        for (int no : new int[] {200, 302}) {
            status[0] = no;
            assertThatThrownBy(() -> target.deliver(batch))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("login page");
        }
        stub.stop(0);
        assertThatThrownBy(() -> target.deliver(batch)).isInstanceOf(IOException.class);
    }

    @Test
    void settings_that_cannot_work_are_told_without_the_key() {
        assertThatThrownBy(() -> target(address, "No Bucket", SECRET)).hasMessageContaining("sync.photos.bucket");
        assertThatThrownBy(() -> target(address, "photos", "")).hasMessageContaining("secrets/sync.photos.secret");
        assertThat(new S3Photos.Settings(address, "photos", "us-east-1", ID, SECRET, Duration.ofSeconds(5)).toString())
                .doesNotContain(SECRET, ID);
    }
}
