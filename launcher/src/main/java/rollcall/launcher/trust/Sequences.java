package rollcall.launcher.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import rollcall.launcher.home.Disk;
import rollcall.launcher.home.JsonObject;

/** The highest sequence taken in so far, for each key and subject: a bundle's name, or a hand-over. */
final class Sequences {
    private final Path file;
    private final Disk disk;

    Sequences(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /** The highest of a key, 0 if there is none. A file that cannot be read is an error: it must not count as empty. */
    long highest(String keyId, String subject) throws IOException {
        return read().number(keyId + " " + subject);
    }

    /** Notes sequences of a key, durably. Lower ones than those noted change nothing. */
    void note(String keyId, Map<String, Long> subjects) throws IOException {
        JsonObject known = read();
        Map<String, Object> values = new LinkedHashMap<>(known.values());
        subjects.forEach((subject, sequence) -> {
            String key = keyId + " " + subject;
            values.put(key, Math.max(sequence, known.number(key)));
        });
        if (!values.equals(known.values())) {
            disk.replace(file, new JsonObject(values).toBytes(), Disk.OPEN);
        }
    }

    private JsonObject read() throws IOException {
        if (!Files.exists(file)) {
            return new JsonObject(Map.of());
        }
        try {
            return JsonObject.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IOException(
                    file + " is damaged (" + e.getMessage() + "); bring it back from a backup, or remove"
                            + " it, if no older update can be sent to this terminal",
                    e);
        }
    }
}
