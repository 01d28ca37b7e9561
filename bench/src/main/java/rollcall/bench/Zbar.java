package rollcall.bench;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;

/** Debian's zbar in a process of its own, which times its scan alone: neither the way of the pixels there nor Python. */
final class Zbar implements AutoCloseable {
    private final Process process;
    private final DataOutputStream to;
    private final BufferedReader from;

    /** What zbar says of a frame. */
    record Answer(String text, long nanos) {}

    Zbar(Path folder) throws IOException {
        Path script = folder.resolve("zbar.py");
        try (InputStream in = Zbar.class.getResourceAsStream("zbar.py")) {
            if (in == null) {
                throw new IOException("zbar.py is not in the jar");
            }
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        process = new ProcessBuilder("python3", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 20));
        from = process.inputReader(StandardCharsets.US_ASCII);
    }

    Answer read(byte[] grey, int width, int height) throws IOException {
        to.writeInt(width);
        to.writeInt(height);
        to.write(grey);
        to.flush();
        String line = from.readLine();
        if (line == null) {
            throw new IOException("zbar ended; it takes: apt-get install libzbar0 python3");
        }
        String[] parts = line.split("\t", -1);
        return new Answer(
                new String(HexFormat.of().parseHex(parts[1]), StandardCharsets.UTF_8), Long.parseLong(parts[0]));
    }

    @Override
    public void close() throws IOException {
        to.close();
        process.destroy();
    }
}
