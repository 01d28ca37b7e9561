package rollcall.metrics.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import rollcall.metrics.collect.MetricsConfig;

/**
 * What the configuration means for remote write; each complaint is one line that names the key.
 *
 * @param address where to
 * @param token what proves who the terminal is; empty for none
 */
record RemoteSettings(URI address, String token, RemoteWrite.Settings settings) {
    private static final String URL = "metrics.remote_write.url";
    private static final String TOKEN = "metrics.remote_write.token";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final long LONGEST_TOKEN = 16_384;

    @Override
    public String toString() {
        return "remote write to " + address.getHost();
    }

    static RemoteSettings of(MetricsConfig config, Path home) throws IOException {
        return new RemoteSettings(
                address(config.remote__write_url().strip()),
                token(home.resolve("secrets").resolve(TOKEN)),
                new RemoteWrite.Settings(
                        Map.of("job", "rollcall", "instance", instance(config.remote__write_instance())),
                        Duration.ofSeconds(config.remote__write_interval()),
                        Duration.ofHours(config.remote__write_max__age__hours())));
    }

    static URI address(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    URL + ": not an address; use one such as https://metrics.school.example/api/v1/write");
        }
        boolean plain = "http".equals(address.getScheme());
        if (address.getHost() == null || !(plain || "https".equals(address.getScheme()))) {
            throw new IllegalArgumentException(
                    URL + ": not a web address; use one such as https://metrics.school.example/api/v1/write");
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    URL + ": no password may stand in it; a token belongs into secrets/" + TOKEN);
        }
        if (plain && !LOOPBACK.contains(address.getHost())) {
            throw new IllegalArgumentException(URL + " = " + text + ": only https is allowed to another machine");
        }
        return address;
    }

    private static String token(Path file) throws IOException {
        String token;
        try {
            if (Files.size(file) > LONGEST_TOKEN) {
                throw new IOException(
                        "secrets/" + TOKEN + " has more than " + LONGEST_TOKEN + " bytes; it holds one token");
            }
            token = Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
        if (!token.matches("[\\x21-\\x7e]*")) {
            throw new IllegalArgumentException(
                    "secrets/" + TOKEN + " holds blanks or line breaks; write the token into it without them");
        }
        return token;
    }

    private static String instance(String configured) {
        if (!configured.isBlank()) {
            return configured.strip();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "terminal"; // A machine without a name.
        }
    }
}
