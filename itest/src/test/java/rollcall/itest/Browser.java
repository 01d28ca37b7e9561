package rollcall.itest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A headless Chromium, driven through chromedriver in the WebDriver protocol. */
final class Browser implements AutoCloseable {
    private static final String CAPABILITIES = """
            {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {"args": [
              "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
              "--disable-background-networking", "--disable-component-update", "--disable-sync",
              "--window-size=1000,900"]}}}}
            """;

    private final Process driver;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private final String session;

    Browser() throws IOException, InterruptedException {
        this.driver = new ProcessBuilder("chromedriver", "--port=0")
                .redirectErrorStream(true)
                .start();
        BufferedReader said = driver.inputReader(StandardCharsets.UTF_8);
        Pattern started = Pattern.compile("started successfully on port ([0-9]+)");
        String port = "";
        while (port.isEmpty()) {
            String line = said.readLine();
            if (line == null) {
                throw new IOException("chromedriver did not start");
            }
            Matcher matcher = started.matcher(line);
            port = matcher.find() ? matcher.group(1) : "";
        }
        this.address = "http://127.0.0.1:" + port + "/session";
        this.session = post("", CAPABILITIES);
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        return value(http.send(
                        HttpRequest.newBuilder(URI.create(address + path))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    private static String value(String reply) throws IOException {
        if (reply.contains("\"error\"")) {
            throw new IOException(reply);
        }
        try (JsonParser json = new JsonFactory().createParser(reply)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                String key = String.valueOf(json.currentName());
                if (token.isScalarValue() && (key.equals("sessionId") || key.equals("value"))) {
                    return json.getText();
                }
            }
            return reply;
        }
    }

    void open(String url) throws IOException, InterruptedException {
        post("/" + session + "/url", "{\"url\": \"" + url + "\"}");
    }

    /** Signs in as admin with the password of the first start and goes where that leads. */
    void signIn(TerminalProcess terminal, Path home) throws IOException, InterruptedException {
        String password =
                Files.readString(home.resolve("secrets/admin-password")).strip();
        open(terminal.url() + "/login");
        run("document.getElementById('password').value = '" + password
                + "'; document.querySelector('form').requestSubmit()");
    }

    /** What the script gives to the function that is its only argument, as text. */
    String runAsync(String script) throws IOException, InterruptedException {
        return post("/" + session + "/execute/async", "{\"script\": \"" + escaped(script) + "\", \"args\": []}");
    }

    /** Has pages believe in a light or a dark room, and in a screen of this size. */
    void pretend(String theme, int width, int height) throws IOException, InterruptedException {
        devTools(
                "Emulation.setEmulatedMedia",
                "{\"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"" + theme + "\"}]}");
        devTools(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\": " + width + ", \"height\": " + height + ", \"deviceScaleFactor\": 1, \"mobile\": false}");
    }

    private void devTools(String command, String parameters) throws IOException, InterruptedException {
        post("/" + session + "/goog/cdp/execute", "{\"cmd\": \"" + command + "\", \"params\": " + parameters + "}");
    }

    private static String escaped(String script) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < script.length(); i++) {
            char each = script.charAt(i);
            if (each == '"' || each == '\\') {
                text.append('\\').append(each);
            } else if (each < ' ' || each > '~') {
                text.append(String.format("\\u%04x", (int) each));
            } else {
                text.append(each);
            }
        }
        return text.toString();
    }

    /** The text of a script's result. */
    String run(String script) throws IOException, InterruptedException {
        return post("/" + session + "/execute/sync", "{\"script\": \"" + escaped(script) + "\", \"args\": []}");
    }

    void screenshot(Path target) throws IOException, InterruptedException {
        String reply = http.send(
                        HttpRequest.newBuilder(URI.create(address + "/" + session + "/screenshot"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Files.write(target, Base64.getDecoder().decode(value(reply)));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(URI.create(address + "/" + session))
                        .DELETE()
                        .build(),
                BodyHandlers.ofString());
        driver.destroy();
        driver.waitFor();
    }
}
