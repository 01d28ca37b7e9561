package rollcall.launcher.update;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Sha256;

/**
 * What a bundle now consists of, as Felix 7 keeps it in its cache: {@code bundleN/versionR.S/bundle.jar} for a copy,
 * {@code revision.location} beside it for a reference.
 */
final class RevisionContent {
    private static final Pattern REVISION = Pattern.compile("version([0-9]+)\\.([0-9]+)");
    private static final String REFERENCE = "reference:";

    private final Home home;
    private final Path cache;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    RevisionContent(Home home, Path cache) {
        this.home = home;
        this.cache = cache;
    }

    /** The sha256 of the newest revision's jar. */
    String sha256(Bundle bundle) throws IOException {
        Path revision = newest(cache.resolve("bundle" + bundle.getBundleId()));
        Path copy = revision.resolve("bundle.jar");
        if (Files.isRegularFile(copy)) {
            return hash(copy);
        }
        String location =
                Files.readString(revision.resolve("revision.location")).strip();
        // Written by Java's DataOutput or as plain text: what counts is the address in it.
        int reference = location.indexOf(REFERENCE);
        if (reference < 0) {
            throw new IOException("neither a copy nor a reference is in " + revision);
        }
        Path file = Path.of(URI.create(location.substring(reference + REFERENCE.length())));
        if (home.store().equals(file.getParent())) {
            // Named by its content, which the start has checked.
            return String.valueOf(file.getFileName()).replace(".jar", "");
        }
        return hash(file);
    }

    private String hash(Path jar) throws IOException {
        String key = jar + " " + Files.size(jar) + " "
                + Files.getLastModifiedTime(jar).toMillis();
        String found = known.get(key);
        if (found == null) {
            found = Sha256.of(jar);
            known.put(key, found);
        }
        return found;
    }

    private static Path newest(Path folder) throws IOException {
        try (Stream<Path> revisions = Files.list(folder)) {
            List<Path> found = revisions
                    .filter(path ->
                            REVISION.matcher(String.valueOf(path.getFileName())).matches())
                    .sorted(Comparator.comparing(RevisionContent::order))
                    .toList();
            if (found.isEmpty()) {
                throw new IOException("no revision is in " + folder);
            }
            return found.get(found.size() - 1);
        }
    }

    /** The revision within a refresh counts most: an update adds one, a refresh starts them anew. */
    private static Long order(Path revision) {
        Matcher matcher = REVISION.matcher(String.valueOf(revision.getFileName()));
        return matcher.matches() ? Long.parseLong(matcher.group(1)) << 32 | Long.parseLong(matcher.group(2)) : -1;
    }
}
