package rollcall.camera.session;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rollcall.camera.quality.FaceAssessor;

/**
 * The eyes for faces, opened when they are first wanted: the weights take a moment to load, and OpenCV may not be there at all.
 * Belongs to the camera thread.
 */
final class Faces implements Supplier<Optional<FaceAssessor>>, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("rollcall.camera");

    private final BooleanSupplier wanted;
    private final Supplier<FaceAssessor> opener;
    private @Nullable FaceAssessor open;
    private boolean failed;

    /** Eyes for as long as they are {@code wanted}. */
    Faces(BooleanSupplier wanted, Supplier<FaceAssessor> opener) {
        this.wanted = wanted;
        this.opener = opener;
    }

    @Override
    public Optional<FaceAssessor> get() {
        if (!wanted.getAsBoolean()) {
            return Optional.empty();
        }
        if (open == null && !failed) {
            try {
                open = opener.get();
            } catch (LinkageError | RuntimeException e) {
                failed = true;
                LOG.log(
                        System.Logger.Level.ERROR,
                        "no faces can be looked at, scans are taken without a photo: {0}",
                        e);
            }
        }
        return Optional.ofNullable(open);
    }

    @Override
    public void close() {
        FaceAssessor was = open;
        open = null;
        if (was != null) {
            was.close();
        }
    }
}
