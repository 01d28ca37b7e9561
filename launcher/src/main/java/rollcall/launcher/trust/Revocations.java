package rollcall.launcher.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import rollcall.launcher.home.Disk;

/** The keys that are never to be trusted again: lines of id, time and reason. */
final class Revocations {
    private final Path file;
    private final Disk disk;

    Revocations(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /** Key id to why and when, for people, in their order. */
    Map<String, String> all() throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.strip().split("\\s+", 2);
                if (!parts[0].isEmpty() && !parts[0].startsWith("#")) {
                    found.put(parts[0], parts.length > 1 ? parts[1] : "");
                }
            }
        }
        return found;
    }

    /** Adds a key, durably. One that is revoked already stays as it is. */
    void add(String keyId, Instant now, String reason) throws IOException {
        Map<String, String> known = all();
        if (known.putIfAbsent(keyId, now + " " + reason.replaceAll("\\s+", " ").strip()) == null) {
            StringJoiner lines = new StringJoiner("\n", "", "\n");
            known.forEach((id, words) -> lines.add(id + " " + words));
            disk.replace(file, lines.toString());
        }
    }
}
