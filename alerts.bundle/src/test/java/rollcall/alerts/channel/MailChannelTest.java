package rollcall.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.alert.Delivery;
import rollcall.alert.Delivery.Outcome;
import rollcall.alert.Notice;

/** Real mail servers: GreenMail over TLS with a login, aiosmtpd with STARTTLS. */
class MailChannelTest {
    @TempDir
    private static Path folder;

    private static Certificate certificate;
    private static SSLContext trust;
    private GreenMail server;

    @BeforeAll
    static void certify() throws Exception {
        certificate = Certificate.make(folder, "localhost");
        trust = certificate.trusted();
        System.setProperty("greenmail.tls.keystore.file", certificate.store().toString());
        System.setProperty("greenmail.tls.keystore.password", certificate.password());
    }

    @AfterAll
    static void forget() {
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    @BeforeEach
    void start() {
        server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS));
        server.setUser("office@example.org", "rollcall", "right");
        server.getUserManager().setAuthRequired(true);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static MailChannel channel(String host, int port, String security, String secret, SSLContext trusted) {
        String user = security.equals("tls") ? "rollcall" : "";
        return new MailChannel(
                new MailServer(host, port, security, user, secret, "terminal@example.org", true, trusted),
                List.of("office@example.org", "second@example.org"),
                Clock.fixed(Notices.AT, ZoneOffset.UTC));
    }

    private MailChannel overTls(String secret) {
        return channel("localhost", server.getSmtps().getPort(), "tls", secret, trust);
    }

    @Test
    void a_mail_arrives_with_steps_and_a_name_of_its_own() throws Exception {
        Delivery delivery = overTls("right").deliver(Notices.firing());
        assertThat(delivery).isEqualTo(Delivery.delivered("mail taken for 2 of 2"));
        assertThat(server.getReceivedMessages()).hasSize(2);
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("[gate] CRITICAL: The disk is nearly full");
        assertThat(mail.getMessageID()).isEqualTo("<key-1.FIRING@gate>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getSentDate()).isEqualTo(Notices.AT);
        assertThat(mail.getAllRecipients()).extracting(Object::toString).contains("office@example.org");
        assertThat(mail.getContent().toString())
                .contains("1. Leave the terminal on", "2. Call who looks after it", "docs/runbook.md#disk_full");
    }

    @Test
    void letters_of_any_language_arrive() throws Exception {
        String message = "Špatná 漢字 ".repeat(8).strip();
        overTls("right").deliver(Notices.of(Notice.Kind.RESOLVED, message));
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("[gate] CRITICAL: Resolved: " + message);
        assertThat(mail.getContent().toString()).contains(message);
    }

    @Test
    void a_wrong_password_is_refused_for_good_and_not_told() {
        Delivery delivery = overTls("wrong").deliver(Notices.firing());
        assertThat(delivery).isEqualTo(Delivery.refused("SMTP 535 at login"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_certificate_nobody_vouches_for_or_of_another_name_gets_nothing() throws Exception {
        int port = server.getSmtps().getPort();
        assertThat(channel("localhost", port, "tls", "right", SSLContext.getDefault())
                        .deliver(Notices.firing())
                        .outcome())
                .isEqualTo(Outcome.RETRY);
        assertThat(channel("127.0.0.1", port, "tls", "right", trust)
                        .deliver(Notices.firing())
                        .outcome())
                .isEqualTo(Outcome.RETRY);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void the_line_is_made_safe_first_or_nothing_is_sent() throws Exception {
        int port = Server.freePort();
        try (Server relay = Server.start(
                port,
                folder.resolve("relay.log"),
                "/usr/bin/python3",
                "-m",
                "aiosmtpd",
                "-n",
                "-l",
                "localhost:" + port,
                "--tlscert",
                certificate.pem().toString(),
                "--tlskey",
                certificate.key().toString())) {
            assertThat(channel("localhost", port, "starttls", "", trust).deliver(Notices.firing()))
                    .isEqualTo(Delivery.delivered("mail taken for 2 of 2"));
            assertThat(relay.said("Message-ID")).contains("Message-ID: <key-1.FIRING@gate>");
            assertThat(channel("localhost", port, "starttls", "", SSLContext.getDefault())
                            .deliver(Notices.firing())
                            .outcome())
                    .isEqualTo(Outcome.RETRY);
            assertThat(channel("localhost", port, "none", "", trust).deliver(Notices.firing()))
                    .isEqualTo(Delivery.refused("SMTP 530 at sender"));
        }
        int plain = Server.freePort();
        try (Server relay = Server.start(
                plain,
                folder.resolve("plain.log"),
                "/usr/bin/python3",
                "-m",
                "aiosmtpd",
                "-n",
                "-l",
                "localhost:" + plain)) {
            assertThat(channel("localhost", plain, "starttls", "", trust).deliver(Notices.firing()))
                    .isEqualTo(Delivery.retry("the server offers no STARTTLS; nothing was sent"));
            assertThat(relay.said()).doesNotContain("Message-ID");
            assertThat(channel("localhost", plain, "none", "", trust)
                            .deliver(Notices.firing())
                            .outcome())
                    .isEqualTo(Outcome.DELIVERED);
        }
    }

    @Test
    void nobody_at_the_port_is_tried_again_and_this_machine_needs_leave() throws Exception {
        assertThat(channel("localhost", Server.freePort(), "tls", "right", trust)
                        .deliver(Notices.firing()))
                .isEqualTo(Delivery.retry("no answer: ConnectException"));
        MailServer server =
                new MailServer("localhost", 25, "none", "", "", "terminal@example.org", false, SSLContext.getDefault());
        assertThat(new MailChannel(server, List.of("office@example.org"), Clock.systemUTC())
                        .deliver(Notices.firing())
                        .answer())
                .contains("alerts.allow_local_targets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "office", "a@b\r\nRCPT TO:<x@y>", "a@b>\nX", "<a@b>", "a b@c"})
    void an_address_that_could_forge_a_command_is_not_taken(String address) {
        Map<String, Object> values = Map.of("email_host", "mail.example.org", "email_from", address);
        assertThatThrownBy(() -> MailServer.of(Settings.of(values)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alerts.email.from");
    }

    @Test
    void a_login_never_goes_over_an_open_line() {
        Map<String, Object> values = Map.of(
                "email_host", "mail.example.org", "email_from", "a@b.org", "email_user", "x", "email_security", "none");
        assertThatThrownBy(() -> MailServer.of(Settings.of(values)))
                .hasMessageContaining("alerts.email.user: no login goes over a line without TLS");
    }
}
