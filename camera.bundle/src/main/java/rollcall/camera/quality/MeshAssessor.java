package rollcall.camera.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import rollcall.camera.Frame;

/**
 * Looks at the largest face in a frame: found by {@link FaceFinder}, its points by {@link FaceMesh}, its light by
 * {@link FaceLight}, judged by the checks.
 */
final class MeshAssessor implements FaceAssessor {
    /** Faces narrower than this share of the largest are people in the background and do not count. */
    private static final double BACKGROUND = 0.5;

    private static final String COUNT = "face_count";

    private final List<Check> checks;
    private final Consumer<Assessment> listener;
    private final BooleanSupplier watched;
    private final FaceFinder finder = new FaceFinder();
    private final FaceMesh mesh = new FaceMesh();
    private final FaceLight light;
    private final Mat picture = new Mat();

    MeshAssessor(List<Check> checks, int darkLevel, Consumer<Assessment> listener, BooleanSupplier watched) {
        this.checks = checks;
        this.light = new FaceLight(darkLevel);
        this.watched = watched;
        this.listener = listener;
    }

    @Override
    public Assessment assess(Frame frame) {
        picture.create(frame.height(), frame.width(), CvType.CV_8UC3);
        picture.put(0, 0, frame.bgr());
        List<FaceFinder.Found> found = finder.find(picture);
        double least = found.isEmpty() ? 0 : found.get(0).side() * BACKGROUND;
        int count = (int) found.stream().filter(face -> face.side() >= least).count();
        List<Result> results = new ArrayList<>();
        results.add(Result.of(
                COUNT, count == 1, count, count == 1 ? 1 : 0, count == 0 ? Hint.LOOK_AT_CAMERA : Hint.ONE_PERSON));
        if (count > 0) {
            Face face = face(found.get(0), frame);
            checks.forEach(check -> results.add(check.judge(face)));
        }
        Assessment assessment = new Assessment(count, results);
        listener.accept(assessment);
        return assessment;
    }

    @Override
    public boolean isWatched() {
        return watched.getAsBoolean();
    }

    private Face face(FaceFinder.Found found, Frame frame) {
        Optional<List<FacePoint>> points = mesh.find(picture, found);
        Face.Box box = points.map(all -> around(all, frame))
                .orElseGet(() -> new Face.Box(
                        found.x() - found.side() / 2,
                        found.y() - found.side() / 2,
                        found.side(),
                        found.side(),
                        frame.width(),
                        frame.height()));
        return new Face(box, points, light.measure(picture, box, points));
    }

    private static Face.Box around(List<FacePoint> points, Frame frame) {
        double left = points.stream().mapToDouble(FacePoint::x).min().orElseThrow();
        double right = points.stream().mapToDouble(FacePoint::x).max().orElseThrow();
        double top = points.stream().mapToDouble(FacePoint::y).min().orElseThrow();
        double bottom = points.stream().mapToDouble(FacePoint::y).max().orElseThrow();
        return new Face.Box(left, top, right - left, bottom - top, frame.width(), frame.height());
    }

    @Override
    public void close() {
        finder.close();
        mesh.close();
        light.close();
        picture.release();
    }
}
