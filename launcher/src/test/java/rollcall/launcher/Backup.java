package rollcall.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import rollcall.launcher.home.Sha256;

/** Writes backups for tests: good ones, and with any part wrong. */
final class Backup {
    private final Map<String, String> entries = new LinkedHashMap<>();
    private final List<String> listed = new ArrayList<>();
    private String format = "1";
    private boolean manifestFirst = true;

    /** A database, a photo and a roster. */
    static Backup good() {
        return new Backup()
                .with("data/attendance.db", "new database")
                .with("data/photos/2026/11/25/" + "ab".repeat(32) + ".jpg", "new photo")
                .with("etc/roster.csv", "new roster");
    }

    Backup with(String path, String content) {
        return entry(path, content).list(path, content.length(), sha256(content));
    }

    /** Only the content. */
    Backup entry(String path, String content) {
        entries.put(path, content);
        return this;
    }

    /** Only the line in the manifest. */
    Backup list(String path, long bytes, String sha256) {
        listed.add("{\"path\":\"" + path + "\",\"bytes\":" + bytes + ",\"sha256\":\"" + sha256 + "\"}");
        return this;
    }

    Backup format(String other) {
        format = other;
        return this;
    }

    Backup manifestLast() {
        manifestFirst = false;
        return this;
    }

    static String sha256(String content) {
        return Sha256.of(content.getBytes(StandardCharsets.UTF_8));
    }

    Path write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            if (manifestFirst) {
                put(zip, "manifest.json", manifest());
            }
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                put(zip, entry.getKey(), entry.getValue());
            }
            if (!manifestFirst) {
                put(zip, "manifest.json", manifest());
            }
        }
        return file;
    }

    private String manifest() {
        return "{\"format\":" + format + ",\"created\":\"2026-11-25T07:00:00Z\",\"device\":\"gate-1\",\"schema\":3,"
                + "\"scans\":1,\"photos\":1,\"later\":{\"more\":[1]},\"files\":[" + String.join(",", listed) + "]}";
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
