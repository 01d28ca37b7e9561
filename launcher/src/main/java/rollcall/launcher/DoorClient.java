package rollcall.launcher;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Speaks to the {@link AdminDoor} of the terminal that runs a home. */
final class DoorClient {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PUSH = Duration.ofMinutes(5);

    private final Home home;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    DoorClient(Home home) {
        this.home = home;
    }

    /**
     * A JSON object in pieces: its plain values, and its arrays of objects flattened to their plain values.
     *
     * @param values key to text
     * @param bundles the elements of its array, if any
     */
    record Reply(Map<String, String> values, List<Map<String, String>> bundles) {
        String get(String key) {
            return values.getOrDefault(key, "");
        }
    }

    Reply state() throws LauncherException, InterruptedException {
        return send("/state", HttpRequest.newBuilder().GET().timeout(CONNECT));
    }

    Reply push(Path jar) throws LauncherException, InterruptedException {
        try {
            return send(
                    "/bundles",
                    HttpRequest.newBuilder().PUT(BodyPublishers.ofFile(jar)).timeout(PUSH));
        } catch (IOException e) {
            throw new LauncherException(ExitCode.FAILED, jar + " cannot be read: " + Reason.of(e), e);
        }
    }

    private Reply send(String path, HttpRequest.Builder request) throws LauncherException, InterruptedException {
        if (!Files.exists(home.door())) {
            throw notRunning();
        }
        String token;
        String port;
        try {
            port = parse(Files.readAllBytes(home.door())).get("port");
            token = Files.readString(home.adminToken()).strip();
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.FAILED,
                    "the admin token of " + home.root() + " cannot be read (" + Reason.of(e)
                            + "); run this as the owner of the home",
                    e);
        }
        try {
            HttpResponse<byte[]> response = http.send(
                    request.uri(URI.create("http://127.0.0.1:" + port + path))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofByteArray());
            Reply reply = parse(response.body());
            if (response.statusCode() != 200) {
                throw new LauncherException(ExitCode.FAILED, reply.get("error"));
            }
            return reply;
        } catch (java.net.ConnectException e) {
            throw notRunning();
        } catch (IOException e) {
            throw new LauncherException(ExitCode.FAILED, "the terminal does not answer: " + Reason.of(e), e);
        }
    }

    private LauncherException notRunning() {
        return new LauncherException(
                ExitCode.FAILED, "no terminal runs from " + home.root() + "; start it with: ./rollcall run");
    }

    private static Reply parse(byte[] body) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        List<Map<String, String>> elements = new ArrayList<>();
        try (JsonParser json = JSON.createParser(body)) {
            Map<String, String> target = values;
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT && ++depth == 2) {
                    target = new LinkedHashMap<>();
                    elements.add(target);
                } else if (token == JsonToken.END_OBJECT && --depth == 1) {
                    target = values;
                } else if (token.isScalarValue()) {
                    target.put(String.valueOf(json.currentName()), json.getText());
                }
            }
        }
        return new Reply(values, elements);
    }
}
