package rollcall.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rollcall.launcher.home.Reason;

/**
 * The list at the beginning of a backup of what else is in it.
 *
 * <p>It is read as a stream, one file at a time: a school year has more photos than the heap has room for names.
 *
 * @param created when the backup was made, as it says
 * @param device which terminal made it, as it says
 * @param files how many files it lists
 * @param bytes how long they are together
 * @param database whether the database is among them
 */
record BackupManifest(String created, String device, long files, long bytes, boolean database) {
    /** Its name in a backup, as the first entry. */
    static final String NAME = "manifest.json";

    static final String DATABASE = "data/attendance.db";

    /** The one format there is so far. */
    private static final int FORMAT = 1;

    private static final JsonFactory JSON = new JsonFactory();

    /** Relative, below data/ or etc/, and each step a plain name. */
    private static final Pattern PATH = Pattern.compile("(data|etc)(/(?!\\.{1,2}(/|$))[^/\\\\\\p{Cntrl}]{1,255})+");

    /** What a home keeps of its own over a restore, and what the restore itself writes. */
    private static final Pattern KEPT = Pattern.compile("data/(logs|backups|restored)(/.*)?");

    /**
     * One file of a backup.
     *
     * @param path where it belongs, relative to the home
     * @param bytes its length
     * @param sha256 its content, 64 lower-case hexadecimal digits
     */
    record Entry(String path, long bytes, String sha256) {}

    /** Takes one entry. */
    @FunctionalInterface
    interface Visitor {
        void visit(Entry entry) throws IOException;
    }

    /** Reads a manifest through; throws {@link IOException} in words for people at the first thing that is wrong. */
    static BackupManifest read(InputStream in, Visitor visitor) throws IOException {
        try (JsonParser json = JSON.createParser(in)) {
            return new Reading(json, visitor).read();
        } catch (JsonProcessingException e) {
            throw new IOException(NAME + " is not valid JSON: " + Reason.of(e), e);
        }
    }

    /** The one pass over a manifest. */
    private static final class Reading {
        private final JsonParser json;
        private final Visitor visitor;
        private String created = "";
        private String device = "";
        private boolean format;
        private long files;
        private long bytes;
        private boolean database;

        Reading(JsonParser json, Visitor visitor) {
            this.json = json;
            this.visitor = visitor;
        }

        BackupManifest read() throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException(NAME + " is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                switch (field) {
                    case "format" -> format(value);
                    case "created" -> created = json.getText();
                    case "device" -> device = json.getText();
                    case "files" -> files(value);
                    default -> json.skipChildren();
                }
            }
            requireFormat();
            if (!database) {
                throw new IOException("it has no " + DATABASE);
            }
            return new BackupManifest(created, device, files, bytes, database);
        }

        private void format(JsonToken value) throws IOException {
            if (value != JsonToken.VALUE_NUMBER_INT || json.getLongValue() != FORMAT) {
                throw new IOException("it has format " + json.getText() + " and this version reads format " + FORMAT
                        + "; use the version of Rollcall that made it, or a newer one");
            }
            format = true;
        }

        private void requireFormat() throws IOException {
            if (!format) {
                throw new IOException(NAME + " does not begin with its format; this version reads format " + FORMAT);
            }
        }

        private void files(JsonToken value) throws IOException {
            requireFormat();
            if (value != JsonToken.START_ARRAY) {
                throw new IOException("files in " + NAME + " is not a list");
            }
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                if (token != JsonToken.START_OBJECT) {
                    throw new IOException("file " + (files + 1) + " in " + NAME + " is not an object");
                }
                Entry entry = entry();
                files++;
                bytes += entry.bytes();
                database |= entry.path().equals(DATABASE);
                visitor.visit(entry);
            }
        }

        private Entry entry() throws IOException {
            String path = null;
            String sha256 = null;
            long length = -1;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                switch (field) {
                    case "path" -> path = json.getText();
                    case "sha256" -> sha256 = json.getText();
                    case "bytes" -> length = value == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : -1;
                    default -> json.skipChildren();
                }
            }
            return checked(path, length, sha256);
        }

        private Entry checked(@Nullable String path, long length, @Nullable String sha256) throws IOException {
            if (path == null || sha256 == null || length < 0 || !sha256.matches("[0-9a-f]{64}")) {
                throw new IOException("file " + (files + 1) + " in " + NAME + " lacks a valid path, bytes or sha256");
            }
            Optional<String> obstacle = obstacle(path);
            if (obstacle.isPresent()) {
                throw new IOException(
                        NAME + " lists " + path.replaceAll("\\p{Cntrl}", "?") + ", which " + obstacle.get());
            }
            return new Entry(path, length, sha256);
        }
    }

    /** Why a path cannot be restored, if it cannot. */
    private static Optional<String> obstacle(String path) {
        if (!PATH.matcher(path).matches()) {
            return Optional.of("is not a plain path below data/ or etc/");
        }
        return KEPT.matcher(path).matches() ? Optional.of("a home keeps of its own") : Optional.empty();
    }
}
