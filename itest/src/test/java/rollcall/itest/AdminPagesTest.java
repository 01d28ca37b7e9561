package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All pages of one terminal in a real browser, and its API held against its own description. */
class AdminPagesTest {
    private static final List<String> PAGES = List.of(
            "/",
            "/admin/scans",
            "/admin/queue",
            "/admin/alerts",
            "/admin/health",
            "/admin/settings",
            "/admin/bundles",
            "/admin/log",
            "/admin/people",
            "/admin/audit",
            "/kiosk");

    /** Everything a browser loads besides the page itself, packed. */
    private static final int MOST_BYTES = 45 * 1_024;

    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    private static final String LOOK = "; const done = arguments[arguments.length - 1];"
            + " axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}).then(found =>"
            + " done(found.violations.map(each => each.id + ' ' + each.nodes[0].html).join(' | ') || 'nothing'))";

    @TempDir
    private static Path folder;

    private static TerminalProcess terminal;
    private static Browser browser;

    private static Path home() {
        return folder.resolve("home");
    }

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(home().resolve("etc"));
        Files.writeString(home().resolve("etc/config.json"), """
                {"camera": {"source": "demo"}, "store": {"cooldownMinutes": 10}, "admin_dashboard": {}}""");
        terminal = TerminalProcess.run(home(), "demo");
        terminal.awaitLine("accepted LOGIN scan 3");
        browser = new Browser();
        browser.signIn(terminal, home());
        awaitText("return document.body.innerText", "accepted today");
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        terminal.close();
    }

    private static void awaitText(String script, String expected) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        String found = browser.run(script);
        while (!found.contains(expected)) {
            assertThat(System.nanoTime()).as("%s in %s", expected, found).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
            found = browser.run(script);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = AdminPagesTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void every_page_serves_everybody_in_light_and_dark_on_desk_and_phone() throws Exception {
        String axe = resource(AXE);
        Path images = Files.createDirectories(Build.top().resolve("itest/target/pages"));
        for (String page : PAGES) {
            String name = page.equals("/") ? "overview" : page.substring(page.lastIndexOf('/') + 1);
            for (String theme : List.of("light", "dark")) {
                browser.pretend(theme, theme.equals("light") ? 1_200 : 400, 860);
                browser.open(terminal.url() + page);
                assertThat(browser.runAsync(axe + LOOK)).as(page + " " + theme).isEqualTo("nothing");
                assertThat(browser.run("return String(document.documentElement.scrollWidth <= innerWidth)"))
                        .as("%s fits a screen of %s", page, theme)
                        .isEqualTo("true");
                assertThat(browser.run("return String(performance.getEntriesByType('resource')"
                                + ".filter(entry => !entry.name.startsWith(location.origin)).length)"))
                        .as("requests to elsewhere from " + page)
                        .isEqualTo("0");
                browser.screenshot(images.resolve(name + "-" + theme + ".png"));
            }
        }
        browser.pretend("light", 1_000, 900);
    }

    @Test
    void nothing_inline_runs_and_the_rest_is_small() throws Exception {
        browser.open(terminal.url() + "/");
        browser.run("document.addEventListener('securitypolicyviolation', () => document.title = 'stopped');"
                + " const script = document.createElement('script'); script.textContent = \"document.title = 'ran'\";"
                + " document.body.append(script)");
        awaitText("return document.title", "stopped");
        int bytes = 0;
        for (String file : List.of("/page.css", "/page.js", "/icon.svg", "/kiosk.css", "/kiosk.js")) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(terminal.get(file).body().getBytes(StandardCharsets.UTF_8));
            }
            bytes += packed.size();
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void a_setting_is_changed_and_goes_back() throws Exception {
        browser.open(terminal.url() + "/admin/settings");
        browser.run("const field = document.getElementById('store-cooldownMinutes'); field.value = '25';"
                + " field.form.requestSubmit()");
        awaitText("return document.body.innerText", "Nothing is changed yet");
        browser.run("document.querySelector('input[value=apply]').form.requestSubmit()");
        awaitText("return document.body.innerText", "goes back in");
        terminal.await("the setting", Duration.ofSeconds(10), () -> config().contains("\"cooldownMinutes\": 25"));
        browser.run("document.querySelector('input[value=back]').form.requestSubmit()");
        awaitText("return document.body.innerText", "The configuration is what it was before.");
        terminal.await("the old one", Duration.ofSeconds(10), () -> config().contains("\"cooldownMinutes\": 10"));
        assertThat(Ledger.column(home(), "SELECT actor || ' ' || action || ' ' || subject FROM audit"))
                .contains("admin config.changed store.cooldownMinutes", "admin config.reverted store.cooldownMinutes");
    }

    private static String config() {
        try {
            return terminal.get("/config").body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_other_language_is_one_click_away_and_stays() throws Exception {
        browser.open(terminal.url() + "/?language=fil");
        awaitText("return document.body.innerText", "tinanggap ngayong araw");
        browser.open(terminal.url() + "/admin/queue");
        awaitText("return document.querySelector('h1').textContent", "Pila");
        browser.open(terminal.url() + "/?language=en");
        awaitText("return document.body.innerText", "accepted today");
    }

    @Test
    void the_description_tells_what_the_terminal_answers() throws Exception {
        Map<?, ?> description = json(terminal.get("/api/v1/openapi.json").body());
        assertThat(description.get("openapi")).isEqualTo("3.1.0");
        int asked = 0;
        for (Map.Entry<?, ?> path : map(description.get("paths")).entrySet()) {
            String address = String.valueOf(path.getKey());
            Map<?, ?> deeds = map(path.getValue());
            if (address.contains("{") || address.endsWith("/events") || address.endsWith("/openapi.json")) {
                continue;
            }
            if (!deeds.containsKey("get")) {
                assertThat(terminal.get(address).statusCode()).as(address).isEqualTo(405);
                continue;
            }
            HttpResponse<String> answer = terminal.get(address);
            assertThat(answer.statusCode()).as(address).isEqualTo(200);
            Map<?, ?> content = map(
                    map(map(map(deeds.get("get")).get("responses")).get("200")).get("content"));
            if (content.containsKey("application/json")) {
                Map<?, ?> schema = map(map(content.get("application/json")).get("schema"));
                assertFits(description, schema, json(answer.body()), address);
                String tag = answer.headers().firstValue("ETag").orElse("");
                assertThat(tag).as("tag of " + address).matches("\"[0-9a-f]{32}\"");
            }
            assertThat(terminal.get(address + "?unheard=1").statusCode())
                    .as(address)
                    .isEqualTo(400);
            asked++;
        }
        assertThat(asked).isGreaterThanOrEqualTo(6);
    }

    /** Holds an answer against its schema, as far as ours go: references, objects, arrays and kinds of values. */
    private static void assertFits(Map<?, ?> description, Map<?, ?> schema, Object value, String where) {
        if (schema.containsKey("$ref")) {
            String name = String.valueOf(schema.get("$ref")).replace("#/components/schemas/", "");
            Map<?, ?> schemas = map(map(description.get("components")).get("schemas"));
            assertFits(description, map(schemas.get(name)), value, where);
        } else if (value instanceof Map<?, ?> object) {
            assertThat(schema.get("type")).as(where).isEqualTo("object");
            Map<?, ?> properties = map(schema.get("properties"));
            for (Object required : (List<?>) Objects.requireNonNull(schema.get("required"), where)) {
                assertThat(object.containsKey(required))
                        .as(where + "." + required)
                        .isTrue();
            }
            object.forEach((name, each) -> {
                assertThat(properties.containsKey(name)).as(where + "." + name).isTrue();
                assertFits(description, map(properties.get(name)), each, where + "." + name);
            });
        } else if (value instanceof List<?> list) {
            assertThat(schema.get("type")).as(where).isEqualTo("array");
            list.forEach(each -> assertFits(description, map(schema.get("items")), each, where + "[]"));
        } else {
            String kind = value instanceof Boolean ? "boolean" : value instanceof Long ? "integer" : "string";
            String type = String.valueOf(schema.get("type"));
            assertThat(type).as(where).contains(value.equals("null") ? "null" : kind);
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static Map<?, ?> json(String text) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            return map(value(json));
        }
    }

    /** Nothing is told as the word null. */
    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    object.put(name, value(json));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> "null";
            default -> json.getText();
        };
    }
}
