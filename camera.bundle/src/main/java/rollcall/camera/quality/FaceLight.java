package rollcall.camera.quality;

import java.util.List;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.MatOfInt;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Measures sharpness and light of a face. Belongs to one thread. */
final class FaceLight implements AutoCloseable {
    /** Pixels that a face is made narrower to: sharpness then does not depend on the distance. */
    static final int WIDTH = 128;

    /** Light changes slowly across a face; what changes faster is the face: sixteenths of its width. */
    private static final double SMOOTHING = 16;

    private final int darkLevel;
    private final Mat grey = new Mat();
    private final Mat scaled = new Mat();
    private final Mat mask = new Mat();
    private final Mat work = new Mat();
    private final MatOfDouble mean = new MatOfDouble();
    private final MatOfDouble deviation = new MatOfDouble();

    /**
     * A measure.
     *
     * @param darkLevel grey values below it are dark
     */
    FaceLight(int darkLevel) {
        this.darkLevel = darkLevel;
    }

    /** Measures the part of a frame that a face covers; within the outline of its mesh if there is one. */
    Face.Light measure(Mat frame, Face.Box box, Optional<List<FacePoint>> mesh) {
        int left = (int) Math.max(0, Math.min(frame.cols() - 1, Math.round(box.x())));
        int top = (int) Math.max(0, Math.min(frame.rows() - 1, Math.round(box.y())));
        int right = (int) Math.max(left + 1, Math.min(frame.cols(), Math.round(box.x() + box.width())));
        int bottom = (int) Math.max(top + 1, Math.min(frame.rows(), Math.round(box.y() + box.height())));
        Mat part = frame.submat(new Rect(left, top, right - left, bottom - top));
        Imgproc.cvtColor(part, grey, Imgproc.COLOR_BGR2GRAY);
        part.release();
        double scale = Math.min(1, (double) WIDTH / grey.cols());
        Size size =
                new Size(Math.max(1, Math.round(grey.cols() * scale)), Math.max(1, Math.round(grey.rows() * scale)));
        Imgproc.resize(grey, scaled, size, 0, 0, Imgproc.INTER_AREA);
        outline(mesh, left, top, scale);
        Imgproc.Laplacian(scaled, work, CvType.CV_64F);
        Core.meanStdDev(work, mean, deviation, mask);
        double sharpness = Math.pow(deviation.get(0, 0)[0], 2);
        Imgproc.threshold(scaled, work, darkLevel - 1.0, 1, Imgproc.THRESH_BINARY_INV);
        double dark = Core.mean(work, mask).val[0];
        double sigma = Math.max(0.5, scaled.cols() / SMOOTHING);
        Imgproc.GaussianBlur(scaled, work, new Size(), sigma);
        Core.meanStdDev(work, mean, deviation, mask);
        return new Face.Light(sharpness, mean.get(0, 0)[0], deviation.get(0, 0)[0], dark);
    }

    private void outline(Optional<List<FacePoint>> mesh, int left, int top, double scale) {
        mask.create(scaled.size(), CvType.CV_8U);
        if (mesh.isEmpty()) {
            mask.setTo(new Scalar(1));
            return;
        }
        mask.setTo(new Scalar(0));
        MatOfPoint points = new MatOfPoint(mesh.get().stream()
                .map(point -> new Point((point.x() - left) * scale, (point.y() - top) * scale))
                .toArray(Point[]::new));
        MatOfInt hull = new MatOfInt();
        try {
            Imgproc.convexHull(points, hull);
            Point[] all = points.toArray();
            Point[] outside = new Point[(int) hull.total()];
            int[] numbers = hull.toArray();
            for (int i = 0; i < numbers.length; i++) {
                outside[i] = all[numbers[i]];
            }
            MatOfPoint polygon = new MatOfPoint(outside);
            Imgproc.fillConvexPoly(mask, polygon, new Scalar(1));
            polygon.release();
        } finally {
            points.release();
            hull.release();
        }
    }

    @Override
    public void close() {
        for (Mat each : new Mat[] {grey, scaled, mask, work, mean, deviation}) {
            each.release();
        }
    }
}
