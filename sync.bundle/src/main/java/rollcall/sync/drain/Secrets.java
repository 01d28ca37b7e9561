package rollcall.sync.drain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The files in {@code secrets/} that prove to a far end who this terminal is. */
public final class Secrets {
    private static final long LONGEST = 16_384;

    private final Path folder;

    public Secrets(Path home) {
        this.folder = home.resolve("secrets");
    }

    /** The text of a file without the blanks around it; empty if there is no such file. */
    public String read(String name) throws IOException {
        Path file = folder.resolve(name);
        try {
            if (Files.size(file) > LONGEST) {
                throw new IOException("secrets/" + name + " has more than " + LONGEST + " bytes; it holds one token");
            }
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
