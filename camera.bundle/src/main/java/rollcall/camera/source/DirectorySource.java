package rollcall.camera.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.camera.Frame;
import rollcall.camera.FrameSource;
import rollcall.camera.FrameStream;

/** {@code dir:FOLDER[?loop]}: the PNG and JPEG files of a folder in the order of their names, once or for ever. */
@Component
public final class DirectorySource implements FrameSource {
    private static final Set<String> ENDINGS = Set.of(".png", ".jpg", ".jpeg");

    @Activate
    public DirectorySource() {}

    @Override
    public String scheme() {
        return "dir";
    }

    @Override
    public FrameStream open(String rest) throws IOException {
        Address address = Address.parse(rest, Set.of("loop"));
        Path folder = Path.of(address.place());
        if (!Files.isDirectory(folder)) {
            throw new IOException("camera folder " + folder + " does not exist; give one with PNG or JPEG files");
        }
        List<Path> images;
        try (Stream<Path> files = Files.list(folder)) {
            images = files.filter(DirectorySource::isImage).sorted().toList();
        }
        if (images.isEmpty()) {
            throw new IOException("camera folder " + folder + " has no PNG or JPEG files");
        }
        return new Album(images, address.options().containsKey("loop"));
    }

    private static boolean isImage(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static final class Album implements FrameStream {
        private final Clock clock = Clock.systemUTC();
        private final List<Path> images;
        private final boolean loop;
        private int next;

        Album(List<Path> images, boolean loop) {
            this.images = images;
            this.loop = loop;
        }

        @Override
        public Optional<Frame> next(Duration patience) throws IOException, InterruptedException {
            if (next == images.size()) {
                if (!loop) {
                    Thread.sleep(patience.toMillis());
                    return Optional.empty();
                }
                next = 0;
            }
            return Optional.of(ImageFile.read(images.get(next++), clock.instant()));
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
