package rollcall.camera.source;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import rollcall.camera.FrameStream;

/** Runs a program that writes JPEG files to its output, and takes them for frames. */
final class CameraProgram implements Closeable {
    private static final int LONGEST = 300;

    private final Process process;
    private volatile String lastWord = "";

    private CameraProgram(Process process) {
        this.process = process;
        Thread reader = new Thread(this::listen, "camera-words");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a program.
     *
     * @param name what the camera is called in messages
     */
    static FrameStream start(String name, List<String> command) throws IOException {
        CameraProgram program = new CameraProgram(
                new ProcessBuilder(command).redirectErrorStream(false).start());
        program.process.getOutputStream().close();
        return new JpegFlow(program.process.getInputStream(), program, name, () -> program.lastWord);
    }

    /** The first of the programs that is there; a name is looked for on the {@code PATH}, a path is taken as it is. */
    static Optional<Path> find(List<String> names) {
        for (String name : names) {
            if (name.contains("/")) {
                if (Files.isExecutable(Path.of(name))) {
                    return Optional.of(Path.of(name));
                }
                continue;
            }
            for (String folder :
                    System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
                Path candidate = Path.of(folder.isEmpty() ? "." : folder).resolve(name);
                if (Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /** What the program says of itself, so that its last line can be told when it ends; and so that it never waits to say it. */
    private void listen() {
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (!line.isBlank()) {
                    lastWord = line.strip()
                            .substring(0, Math.min(LONGEST, line.strip().length()));
                }
            }
        } catch (IOException e) {
            // Its output is closed with it.
            lastWord = lastWord.isEmpty() ? "it ended" : lastWord;
        }
    }

    /** Ends the program at once; it holds nothing that could be lost, and one that was stopped hears nothing else. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
