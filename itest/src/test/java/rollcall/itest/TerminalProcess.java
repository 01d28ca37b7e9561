package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal started as a user starts it, in a process of its own, with everything it prints. */
public final class TerminalProcess implements AutoCloseable {
    static final Duration START = Duration.ofSeconds(60);
    private static final Pattern PAGE = Pattern.compile("Rollcall is at (http://127\\.0\\.0\\.1:[0-9]+)/");

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The home it was started on, for the token in it. */
    private Optional<Path> home = Optional.empty();

    private TerminalProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "terminal-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Runs a command of the launcher with the JVM options of a small Pi. */
    public static TerminalProcess command(String... arguments) throws IOException {
        return start(List.of(), Build.launcherJar(), arguments);
    }

    /** Runs a command on a home to its end, which has to have this exit code; returns what it printed. */
    static String output(int expected, Path home, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home.toString()));
        try (TerminalProcess process = command(all.toArray(String[]::new))) {
            int code = process.exitCode();
            assertThat(code).as(process.output()).isEqualTo(expected);
            return process.output();
        }
    }

    /** Runs a command of a launcher somewhere; {@code before} is what the command line begins with, such as {@code setpriv}. */
    static TerminalProcess start(List<String> before, Path launcherJar, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-jar",
                launcherJar.toString()));
        command.addAll(List.of(arguments));
        return new TerminalProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Starts the terminal on any free port and waits until its page answers. Kills of the test before do not count. */
    public static TerminalProcess run(Path home, String camera) throws Exception {
        Files.deleteIfExists(home.resolve("run/starts"));
        TerminalProcess terminal = begin(home, camera);
        terminal.await("the page", START, () -> terminal.matches(PAGE));
        return terminal;
    }

    /** Starts the terminal on any free port, whatever comes of it. */
    static TerminalProcess begin(Path home, String camera) throws IOException {
        TerminalProcess terminal = command(
                "run",
                "--home",
                home.toString(),
                "--port",
                "0",
                "--camera",
                camera,
                "--release",
                Build.release().toString());
        terminal.home = Optional.of(home);
        return terminal;
    }

    /** Asks from now on as the owner of this home does. */
    TerminalProcess ownedBy(Path root) {
        home = Optional.of(root);
        return this;
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("(output ended: " + e.getMessage() + ")");
        }
    }

    public List<String> lines() {
        return lines;
    }

    private boolean matches(Pattern pattern) {
        return lines.stream().anyMatch(line -> pattern.matcher(line).find());
    }

    public String url() {
        for (String line : lines) {
            Matcher matcher = PAGE.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new IllegalStateException("no page yet: " + lines);
    }

    /** Asks as the command line does, with the token of the home. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
        if (home.isPresent()) {
            Path token = home.get().resolve("secrets/admin-token");
            request.header("Authorization", "Bearer " + Files.readString(token).strip());
        }
        return request;
    }

    /** Hands over each line of a live stream, from a thread of its own, until the terminal ends; done when it has. */
    CompletableFuture<Void> follow(String path, Consumer<String> lines) throws IOException {
        return http.sendAsync(request(path).build(), BodyHandlers.ofLines())
                .thenAccept(answer -> answer.body().forEach(lines));
    }

    public HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return http.send(
                request(path)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Posts JSON as the command line would, or with another token. */
    HttpResponse<String> post(String path, String json, Optional<String> token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = token.isEmpty()
                ? request(path)
                : HttpRequest.newBuilder(URI.create(url() + path)).header("Authorization", "Bearer " + token.get());
        return http.send(
                request.POST(HttpRequest.BodyPublishers.ofString(json))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Waits until a condition holds; fails with all that was printed if it does not in time. */
    public void await(String what, Duration patience, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || (!process.isAlive() && !condition.getAsBoolean())) {
                throw new AssertionError(
                        what + " did not come within " + patience + "; printed:\n" + String.join("\n", lines));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    public void awaitLine(String part) throws InterruptedException {
        await(
                "a line with '" + part + "'",
                Duration.ofSeconds(20),
                () -> lines.stream().anyMatch(line -> line.contains(part)));
    }

    public long pid() {
        return process.pid();
    }

    /** Ends the process as a power cut would, and returns when all it had printed was read. */
    public void kill() throws InterruptedException {
        // By the handle: Process.destroy would close the pipe and lose what was printed last.
        process.toHandle().destroyForcibly();
        process.waitFor();
        reader.join();
    }

    /** Sends the signal that Ctrl-C's cousin sends and waits for the end; returns the exit code. */
    public int terminate() throws InterruptedException {
        process.toHandle().destroy();
        return exitCode();
    }

    public int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("the process does not end; printed:\n" + String.join("\n", lines));
        }
        reader.join();
        return process.exitValue();
    }

    public String output() {
        return String.join("\n", lines);
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            terminate();
        }
    }
}
