package rollcall.itest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The admin door of a running terminal, spoken to in plain HTTP. */
public final class Door {
    private final Path home;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public Door(Path home) {
        this.home = home;
    }

    public URI uri(String path) throws IOException {
        Matcher port = Pattern.compile("\"port\":([0-9]+)").matcher(Files.readString(home.resolve("run/door.json")));
        if (!port.find()) {
            throw new IOException("no port in run/door.json");
        }
        return URI.create("http://127.0.0.1:" + port.group(1) + path);
    }

    public HttpResponse<String> send(HttpRequest.Builder request, String path)
            throws IOException, InterruptedException {
        String token = Files.readString(home.resolve("secrets/admin-token")).strip();
        return http.send(
                request.uri(uri(path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    /** Puts jars in as one update, signed with the test's key, and kept at once. */
    public HttpResponse<String> push(Path... jars) throws IOException, InterruptedException {
        SignedUpdate.trust(home);
        return send(
                HttpRequest.newBuilder().POST(BodyPublishers.ofByteArray(SignedUpdate.of(jars))),
                "/updates?door=test&probation=0&now=true");
    }

    /** Bundle to one of its values, such as {@code started} or {@code version}. */
    public Map<String, String> bundles(String value) throws IOException, InterruptedException {
        Map<String, String> found = new TreeMap<>();
        String body = send(HttpRequest.newBuilder().GET(), "/state").body();
        try (JsonParser json = new JsonFactory().createParser(body)) {
            String name = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "symbolicName".equals(json.currentName())) {
                    name = json.getText();
                } else if (token == JsonToken.VALUE_STRING && value.equals(json.currentName()) && !name.isEmpty()) {
                    found.put(name, json.getText());
                }
            }
        }
        return found;
    }
}
