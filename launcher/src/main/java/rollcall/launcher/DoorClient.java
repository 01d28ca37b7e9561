package rollcall.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
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
import java.util.Optional;
import java.util.function.Consumer;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.JsonObject;
import rollcall.launcher.home.Reason;

/** Speaks to the {@link AdminDoor} of the terminal that runs a home. */
final class DoorClient {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration UPDATE = Duration.ofMinutes(5);

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

        /** Reads an object in UTF-8. */
        static Reply parse(byte[] body) throws IOException {
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

    Reply state() throws LauncherException, InterruptedException {
        return send("/state", HttpRequest.newBuilder().GET().timeout(CONNECT));
    }

    /** Tells the terminal to stop; returns when it has heard that, with {@code timeout_ms}. */
    Reply stop() throws LauncherException, InterruptedException {
        return send(
                "/stop", HttpRequest.newBuilder().POST(BodyPublishers.noBody()).timeout(CONNECT));
    }

    /** Sends a file to one of the routes of updates; the terminal may need minutes for it. */
    JsonObject send(String path, Path file) throws LauncherException, InterruptedException {
        try {
            return sendUpdate(path, BodyPublishers.ofFile(file));
        } catch (IOException e) {
            throw new LauncherException(ExitCode.FAILED, file + " cannot be read: " + Reason.of(e), e);
        }
    }

    /** Asks one of the routes of updates that need no file. */
    JsonObject send(String path) throws LauncherException, InterruptedException {
        return sendUpdate(path, BodyPublishers.noBody());
    }

    private JsonObject sendUpdate(String path, BodyPublisher body) throws LauncherException, InterruptedException {
        byte[] answer = answer(path, HttpRequest.newBuilder().POST(body).timeout(UPDATE));
        try {
            return JsonObject.parse(answer);
        } catch (IOException e) {
            throw nonsense(e);
        }
    }

    /**
     * Runs a command in the terminal, which may take as long as it takes.
     *
     * @param lines gets the output as it comes
     * @return its exit code; nothing if no terminal answers
     */
    Optional<Integer> command(String name, List<String> arguments, Consumer<OutputLine> lines)
            throws LauncherException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder().POST(BodyPublishers.ofString(CommandWire.body(arguments)));
        Optional<HttpResponse<InputStream>> response =
                exchange(CommandRoute.PREFIX + name, request, BodyHandlers.ofInputStream());
        if (response.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream body = response.get().body()) {
            if (response.get().statusCode() != 200) {
                throw new LauncherException(
                        ExitCode.FAILED, Reply.parse(body.readAllBytes()).get("error"));
            }
            return Optional.of(CommandWire.read(body, lines));
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.FAILED,
                    "the terminal went away before " + name + " ended (" + Reason.of(e)
                            + "); look at its log and run the command again",
                    e);
        }
    }

    private Reply send(String path, HttpRequest.Builder request) throws LauncherException, InterruptedException {
        byte[] answer = answer(path, request);
        try {
            return Reply.parse(answer);
        } catch (IOException e) {
            throw nonsense(e);
        }
    }

    /** The body of a good answer. */
    private byte[] answer(String path, HttpRequest.Builder request) throws LauncherException, InterruptedException {
        HttpResponse<byte[]> response =
                exchange(path, request, BodyHandlers.ofByteArray()).orElseThrow(this::notRunning);
        if (response.statusCode() == 200) {
            return response.body();
        }
        try {
            throw new LauncherException(
                    ExitCode.FAILED, Reply.parse(response.body()).get("error"));
        } catch (IOException e) {
            throw nonsense(e);
        }
    }

    private static LauncherException nonsense(IOException e) {
        return new LauncherException(ExitCode.FAILED, "the terminal answers nonsense: " + Reason.of(e), e);
    }

    /** Sends a request with the token; returns nothing if no terminal listens. */
    private <T> Optional<HttpResponse<T>> exchange(
            String path, HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws LauncherException, InterruptedException {
        if (!Files.exists(home.door())) {
            return Optional.empty();
        }
        String token;
        String port;
        try {
            port = Reply.parse(Files.readAllBytes(home.door())).get("port");
            token = Files.readString(home.adminToken()).strip();
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.FAILED,
                    "the admin token of " + home.root() + " cannot be read (" + Reason.of(e)
                            + "); run this as the owner of the home",
                    e);
        }
        try {
            return Optional.of(http.send(
                    request.uri(URI.create("http://127.0.0.1:" + port + path))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    handler));
        } catch (ConnectException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LauncherException(ExitCode.FAILED, "the terminal does not answer: " + Reason.of(e), e);
        }
    }

    private LauncherException notRunning() {
        return new LauncherException(
                ExitCode.FAILED, "no terminal runs from " + home.root() + "; start it with: ./rollcall run");
    }
}
