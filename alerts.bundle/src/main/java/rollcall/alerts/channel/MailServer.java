package rollcall.alerts.channel;

import java.io.IOException;
import java.io.Writer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.commons.net.smtp.AuthenticatingSMTPClient;
import org.apache.commons.net.smtp.AuthenticatingSMTPClient.AUTH_METHOD;
import org.apache.commons.net.smtp.SMTPReply;
import rollcall.alert.Delivery;

/**
 * A server that takes mail over SMTP. Its certificate has to be valid for its name; without TLS no login is sent.
 *
 * @param security {@code starttls}, {@code tls} or {@code none}
 * @param secret the password, or empty if there is no login
 * @param trust who may vouch for it
 */
record MailServer(
        String host,
        int port,
        String security,
        String user,
        String secret,
        String from,
        boolean localAllowed,
        SSLContext trust) {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}");
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 10_000;

    MailServer {
        if (!host.matches("[A-Za-z0-9.:-]{1,253}")) {
            throw new IllegalArgumentException("alerts.email.host: the name or address of a host is allowed");
        }
        if (security.equals("none") && !user.isEmpty()) {
            throw new IllegalArgumentException(
                    "alerts.email.user: no login goes over a line without TLS; set alerts.email.security to starttls"
                            + " or tls");
        }
        address("from", from);
    }

    static MailServer of(AlertsConfig config) {
        try {
            return new MailServer(
                    config.email_host(),
                    config.email_port(),
                    config.email_security(),
                    config.email_user(),
                    config.email_secret(),
                    config.email_from(),
                    config.allow__local__targets(),
                    SSLContext.getDefault());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("alerts.email: this Java has no certificate authorities", e);
        }
    }

    /** An address in plain ASCII, without anything a header or a command could be forged with. */
    static String address(String key, String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException("alerts.email." + key
                    + ": an address such as office@example.org is needed, up to 64 and 190 characters around the @");
        }
        return text;
    }

    /** Gives one mail to all; it is taken if the server takes it for at least one of them. */
    Delivery send(String helo, List<String> to, String mail) {
        AuthenticatingSMTPClient client = new AuthenticatingSMTPClient(security.equals("tls"), trust);
        client.setEndpointCheckingEnabled(true);
        client.setConnectTimeout(CONNECT_MILLIS);
        client.setDefaultTimeout(ANSWER_MILLIS);
        try {
            Target.check("email.host", host, localAllowed);
            client.connect(host, port);
            return talk(client, helo, to, mail);
        } catch (RefusedTargetException e) {
            return Delivery.refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Delivery.retry("no answer: " + e.getClass().getSimpleName());
        } catch (GeneralSecurityException e) {
            return Delivery.refused("no login of this kind: " + e.getClass().getSimpleName());
        } finally {
            close(client);
        }
    }

    private Delivery talk(AuthenticatingSMTPClient client, String helo, List<String> to, String mail)
            throws IOException, GeneralSecurityException {
        if (!SMTPReply.isPositiveCompletion(client.getReplyCode()) || failed(client.ehlo(helo))) {
            return answer(client, "greeting");
        }
        if (security.equals("starttls")) {
            if (!client.execTLS()) {
                // Not refused for good: somebody between may have taken it out.
                return Delivery.retry("the server offers no STARTTLS; nothing was sent");
            }
            if (failed(client.ehlo(helo))) {
                return answer(client, "greeting");
            }
        }
        if (!user.isEmpty() && !client.auth(AUTH_METHOD.PLAIN, user, secret)) {
            return answer(client, "login");
        }
        if (!client.setSender(from)) {
            return answer(client, "sender");
        }
        int taken = 0;
        for (String one : to) {
            taken += client.addRecipient(one) ? 1 : 0;
        }
        if (taken == 0) {
            return answer(client, "recipients");
        }
        Writer data = client.sendMessageData();
        if (data == null) {
            return answer(client, "data");
        }
        data.write(mail);
        data.close();
        if (!client.completePendingCommand()) {
            return answer(client, "mail");
        }
        return Delivery.delivered("mail taken for " + taken + " of " + to.size());
    }

    private static boolean failed(int reply) {
        return !SMTPReply.isPositiveCompletion(reply);
    }

    /** The number says enough; the server's words may hold anything. */
    private static Delivery answer(AuthenticatingSMTPClient client, String step) {
        int code = client.getReplyCode();
        String said = "SMTP " + code + " at " + step;
        return SMTPReply.isNegativePermanent(code) ? Delivery.refused(said) : Delivery.retry(said);
    }

    private static void close(AuthenticatingSMTPClient client) {
        if (!client.isConnected()) {
            return;
        }
        try {
            client.disconnect();
        } catch (IOException e) {
            System.getLogger("rollcall.alerts")
                    .log(System.Logger.Level.DEBUG, "the mail server's line broke at its end: {0}", e.getClass());
        }
    }
}
