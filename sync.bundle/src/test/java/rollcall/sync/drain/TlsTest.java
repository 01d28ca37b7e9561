package rollcall.sync.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.sync.postgrest.RestTarget;
import rollcall.sync.request.Requests;

/** A real TLS server, whose certificate is of an authority that is trusted or of another. */
class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path keys;

    @TempDir
    private Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpsServer server;

    @BeforeAll
    static void certificates() throws Exception {
        certificate("localhost", "SAN=dns:localhost,ip:127.0.0.1");
        certificate("elsewhere", "SAN=dns:elsewhere.example");
    }

    /** A key with a certificate of its own, as a store for the server and as PEM for who trusts it. */
    private static void certificate(String name, String extension) throws Exception {
        String store = keys.resolve(name + ".p12").toString();
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", extension, "-keystore", store);
        keytool(
                "-exportcert",
                "-rfc",
                "-keystore",
                store,
                "-file",
                keys.resolve(name + ".pem").toString());
    }

    private static void keytool(String... arguments) throws Exception {
        java.util.List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(java.util.List.of(arguments));
        command.addAll(java.util.List.of("-alias", "key", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    @BeforeEach
    void serve() throws Exception {
        server = server("localhost");
    }

    private HttpsServer server(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        HttpsServer made = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.setHttpsConfigurator(new HttpsConfigurator(context));
        made.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Preference-Applied", "resolution=ignore-duplicates");
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        made.start();
        return made;
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void send(Optional<SSLContext> trust, boolean arrives) throws Exception {
        RestTarget target = new RestTarget(
                new RestTarget.Settings(
                        URI.create("https://localhost:" + server.getAddress().getPort()),
                        "attendance_event",
                        "",
                        "key",
                        "token",
                        false,
                        Duration.ofSeconds(20)),
                trust,
                Clock.systemUTC(),
                new Requests());
        try (Rig rig = new Rig(folder, target, 10)) {
            rig.scans(3);
            rig.step();
            assertThat(rig.pending()).isEqualTo(arrives ? 0 : 3);
            assertThat(requests.get()).isEqualTo(arrives ? 1 : 0);
            if (!arrives) {
                assertThat(rig.state().problem().orElse("")).contains("no answer from localhost");
            }
        }
    }

    @Test
    void an_authority_of_the_school_is_trusted() throws Exception {
        send(Optional.of(Trust.in(keys.resolve("localhost.pem"))), true);
    }

    @Test
    void a_certificate_of_another_authority_is_told_nothing() throws Exception {
        send(Optional.of(Trust.in(keys.resolve("elsewhere.pem"))), false);
    }

    @Test
    void the_system_does_not_know_the_schools_authority() throws Exception {
        send(Optional.empty(), false);
    }

    @Test
    void a_certificate_for_another_name_is_told_nothing() throws Exception {
        server.stop(0);
        server = server("elsewhere");
        send(Optional.of(Trust.in(keys.resolve("elsewhere.pem"))), false);
    }

    @Test
    void a_file_that_holds_no_certificate_is_explained() throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");
        assertThatThrownBy(() -> Trust.in(file)).hasMessageContaining("sync.caFile");
    }
}
