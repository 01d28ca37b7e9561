package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session as a browser has it, driven by hand: what a browser adds by itself can be left out or forged. */
final class SignedIn {
    private static final Pattern TOKEN = Pattern.compile("name=\"form-token\"(?: content| value)=\"([0-9a-f]{64})\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String cookie;
    private final String formToken;

    /** Signs in as admin with the password of the first start. */
    SignedIn(String url, Path home, String... headers) throws Exception {
        this.url = url;
        String password =
                Files.readString(home.resolve("secrets/admin-password")).strip();
        HttpRequest.Builder login = HttpRequest.newBuilder(URI.create(url + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString(
                        "user=admin&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8)));
        if (headers.length > 0) {
            login.headers(headers);
        }
        HttpResponse<String> answer = http.send(login.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        this.cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        Matcher token = TOKEN.matcher(get("/").body());
        assertThat(token.find()).as("a token on the page").isTrue();
        this.formToken = token.group(1);
    }

    String cookie() {
        return cookie;
    }

    String formToken() {
        return formToken;
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url + path)).header("Accept", "text/html"));
    }

    /** Posts a form; {@code headers} are names and values in turn. */
    HttpResponse<String> post(String path, String form, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(
                request.header("Cookie", cookie).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }
}
