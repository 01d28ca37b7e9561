package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A terminal that ended unasked again and again shows the rescue page and comes back from there. */
class SafeModeTest {
    private static final Pattern PAGE = Pattern.compile("the rescue page is at (http://127\\.0\\.0\\.1:[0-9]+)/");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private Path home() {
        return folder.resolve("home");
    }

    private static String page(TerminalProcess terminal) throws Exception {
        terminal.awaitLine("the rescue page is at");
        Matcher matcher = PAGE.matcher(terminal.output());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String url, String code, String more) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "code=" + URLEncoder.encode(code, StandardCharsets.UTF_8) + more))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void six_unasked_ends_lead_to_the_rescue_page_and_back() throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home(), "demo")) {
            terminal.awaitLine("accepted LOGIN");
            // As if five had ended like this one before.
            Files.writeString(home().resolve("run/starts"), "5");
            terminal.kill();
        }
        try (TerminalProcess safe = TerminalProcess.begin(home(), "demo")) {
            String url = page(safe);
            assertThat(get(url + "/").body())
                    .contains("Safe mode")
                    .contains("It ended unasked 6 times in a row")
                    .contains("(last: killed)");
            HttpResponse<String> health = get(url + "/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"status\":\"safe_mode\"");
            assertThat(get(url + "/scans/recent").statusCode()).isEqualTo(503);
            assertThat(TerminalProcess.output(0, home(), "status"))
                    .containsPattern("active +rollcall.store")
                    .doesNotContainPattern("active +rollcall.camera");
            assertThat(TerminalProcess.output(0, home(), "verify")).contains("everything is there");

            String code = Files.readString(home().resolve("secrets/rescue-code"));
            for (String deed : new String[] {"restart", "back", "log", "export"}) {
                assertThat(post(url + "/" + deed, "not-the-code", "").statusCode())
                        .as(deed)
                        .isEqualTo(403);
            }
            assertThat(post(url + "/nothing", code, "").statusCode()).isEqualTo(404);
            assertThat(post(url + "/log", code, "").body()).contains("\"message\"");
            assertThat(post(url + "/export", code, "&from=2020-01-01&to=2100-01-01")
                            .body())
                    .contains("DEMO-");
            assertThat(post(url + "/export", code, "&from=yesterday&to=2100-01-01")
                            .body())
                    .contains("a day such as");
            assertThat(post(url + "/back", code, "").body()).contains("no whole generation before 1");
            assertThat(post(url + "/restart", code.toUpperCase(java.util.Locale.ROOT), "")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(safe.exitCode()).isEqualTo(75);
        }
        assertThat(home().resolve("run/starts")).hasContent("0");
        try (TerminalProcess again = TerminalProcess.run(home(), "demo")) {
            again.awaitLine("accepted LOGIN");
        }
    }
}
