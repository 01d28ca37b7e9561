package rollcall.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import rollcall.launcher.home.BundleEntry;
import rollcall.launcher.home.BundleJar;
import rollcall.launcher.home.DurableFile;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Reason;
import rollcall.launcher.home.Sha256;

/**
 * What a build made: {@code bundles/}, {@code lib/}, {@code config/} and {@code release.json}, which lists the bundles.
 *
 * @param folder where it lies
 * @param id the sha256 of its list, the same for the same bundles and start levels
 * @param bundles what it lists
 */
record Release(Path folder, String id, List<BundleEntry> bundles) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The level of bundles that app.bndrun does not name: libraries, there before anything else. */
    private static final int LIBRARY_LEVEL = 1;

    /** Reads the list of a finished release. */
    static Release open(Path folder) throws IOException {
        byte[] content = Files.readAllBytes(folder.resolve("release.json"));
        try (JsonParser json = JSON.createParser(content)) {
            List<BundleEntry> bundles = List.of();
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                json.nextToken();
                bundles = Generation.readBundles(json);
            }
            return new Release(folder, Sha256.of(content), bundles);
        } catch (RuntimeException e) {
            throw new IOException("release.json: " + Reason.of(e), e);
        }
    }

    /** Writes the list of {@code folder} from the jars in {@code bundles/} and the start levels in {@code app.bndrun}. */
    static Release describe(Path folder) throws IOException {
        Map<String, Integer> levels = startLevels(folder.resolve("app.bndrun"));
        Map<String, Integer> unused = new HashMap<>(levels);
        List<BundleEntry> bundles = new ArrayList<>();
        for (Path jar : jars(folder)) {
            String name = BundleJar.read(jar).symbolicName();
            bundles.add(new BundleEntry(
                    name, BundleJar.read(jar).version(), Sha256.of(jar), levels.getOrDefault(name, LIBRARY_LEVEL)));
            unused.remove(name);
        }
        if (!unused.isEmpty()) {
            // An empty resolution exports nothing and stays green; this is where it is noticed.
            throw new IOException("app.bndrun names start levels for bundles that were not built: " + unused.keySet());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            Generation.writeBundles(json, bundles);
            json.writeEndObject();
        }
        DurableFile.write(folder.resolve("release.json"), out.toByteArray());
        return open(folder);
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("bundles"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, Integer> startLevels(Path bndrun) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(bndrun)) {
            properties.load(in);
        }
        Map<String, Integer> levels = new HashMap<>();
        for (String clause : properties.getProperty("-runstartlevels", "").split(",", -1)) {
            String[] parts = clause.strip().split("=", 2);
            if (parts.length != 2) {
                throw new IOException("-runstartlevels in app.bndrun: '" + clause.strip() + "' is not name=level");
            }
            levels.put(parts[0].strip(), Integer.valueOf(parts[1].strip()));
        }
        return levels;
    }
}
