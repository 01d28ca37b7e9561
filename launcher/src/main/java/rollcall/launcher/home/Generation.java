package rollcall.launcher.home;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Version;

/**
 * What runs: a numbered, immutable list of bundles.
 *
 * @param number 1 and up, never used twice in a home
 * @param parent the generation this one was made from, 0 for none
 * @param created when it was made
 * @param reason why it was made, one line
 * @param release the id of the build it rests on
 * @param bundles in the order of installing
 */
public record Generation(
        int number, int parent, Instant created, String reason, String release, List<BundleEntry> bundles) {
    private static final JsonFactory JSON = new JsonFactory();

    public Generation {
        bundles = List.copyOf(bundles);
        if (number < 1) {
            throw new IllegalArgumentException("generation " + number + ": numbers start at 1");
        }
        if (bundles.isEmpty()) {
            throw new IllegalArgumentException("generation " + number + " has no bundles");
        }
    }

    public Optional<BundleEntry> bundle(String symbolicName) {
        return bundles.stream()
                .filter(entry -> entry.symbolicName().equals(symbolicName))
                .findFirst();
    }

    /** The same with one bundle replaced. */
    public Generation with(BundleEntry replacement, int newNumber, Instant now, String newReason) {
        List<BundleEntry> changed = bundles.stream()
                .map(entry -> entry.symbolicName().equals(replacement.symbolicName()) ? replacement : entry)
                .toList();
        return new Generation(newNumber, number, now, newReason, release, changed);
    }

    public byte[] toJson() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("number", number);
            json.writeNumberField("parent", parent);
            json.writeStringField("created", created.toString());
            json.writeStringField("reason", reason);
            json.writeStringField("release", release);
            writeBundles(json, bundles);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    public static void writeBundles(JsonGenerator json, List<BundleEntry> bundles) throws IOException {
        json.writeArrayFieldStart("bundles");
        for (BundleEntry entry : bundles) {
            json.writeStartObject();
            json.writeStringField("symbolicName", entry.symbolicName());
            json.writeStringField("version", entry.version().toString());
            json.writeStringField("sha256", entry.sha256());
            json.writeNumberField("startLevel", entry.startLevel());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Reads what {@link #toJson} wrote; throws {@link IOException} for anything torn or nonsensical. */
    public static Generation fromJson(byte[] content) throws IOException {
        int number = 0;
        int parent = 0;
        Instant created = Instant.EPOCH;
        String reason = "";
        String release = "";
        List<BundleEntry> bundles = List.of();
        try (JsonParser json = JSON.createParser(content)) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                JsonToken value = json.nextToken();
                if (value == null) {
                    throw new IOException("the file ends early");
                }
                switch (key) {
                    case "number" -> number = json.getIntValue();
                    case "parent" -> parent = json.getIntValue();
                    case "created" -> created = Instant.parse(json.getText());
                    case "reason" -> reason = json.getText();
                    case "release" -> release = json.getText();
                    case "bundles" -> bundles = readBundles(json);
                    default -> json.skipChildren();
                }
            }
            return new Generation(number, parent, created, reason, release, bundles);
        } catch (RuntimeException e) {
            throw new IOException(Reason.of(e), e);
        }
    }

    public static List<BundleEntry> readBundles(JsonParser json) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_ARRAY);
        List<BundleEntry> bundles = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, json.currentToken(), JsonToken.START_OBJECT);
            String name = "";
            Version version = Version.emptyVersion;
            String sha256 = "";
            int startLevel = 0;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                json.nextToken();
                switch (key) {
                    case "symbolicName" -> name = json.getText();
                    case "version" -> version = Version.parseVersion(json.getText());
                    case "sha256" -> sha256 = json.getText();
                    case "startLevel" -> startLevel = json.getIntValue();
                    default -> json.skipChildren();
                }
            }
            bundles.add(new BundleEntry(name, version, sha256, startLevel));
        }
        return bundles;
    }

    private static void expect(JsonParser json, @org.jspecify.annotations.Nullable JsonToken found, JsonToken expected)
            throws IOException {
        if (found != expected) {
            throw new IOException("expected " + expected + " at line "
                    + json.currentLocation().getLineNr() + ", found " + found);
        }
    }
}
