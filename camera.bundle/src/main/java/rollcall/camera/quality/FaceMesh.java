package rollcall.camera.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;
import org.opencv.imgproc.Imgproc;
import rollcall.faces.FaceModels;

/**
 * Finds the points of a face with MediaPipe's face mesh (Kartynnik et al., Real-time Facial Surface Geometry from Monocular Video
 * on Mobile GPUs, 2019).
 *
 * <p>Belongs to one thread.
 */
final class FaceMesh implements AutoCloseable {
    private static final int SIDE = 192;

    /** The net wants the face with some room around it, upright. */
    private static final double ROOM = 1.5;

    private static final double LEAST_SCORE = 0.5;

    private final Net net;
    private final Mat crop = new Mat();
    private final float[] points = new float[3 * Face.POINTS];
    private final float[] flag = new float[1];

    FaceMesh() {
        MatOfByte model = new MatOfByte(FaceModels.mesh());
        try {
            net = Dnn.readNetFromTFLite(model);
        } finally {
            model.release();
        }
    }

    /** The points of a face; empty if the net sees none there. */
    Optional<List<FacePoint>> find(Mat frame, FaceFinder.Found face) {
        double scale = SIDE / (face.side() * ROOM);
        Mat turn = Imgproc.getRotationMatrix2D(new Point(face.x(), face.y()), face.roll(), scale);
        try {
            shift(turn, 0, SIDE / 2.0 - face.x());
            shift(turn, 1, SIDE / 2.0 - face.y());
            Imgproc.warpAffine(frame, crop, turn, new Size(SIDE, SIDE), Imgproc.INTER_LINEAR);
        } finally {
            turn.release();
        }
        Mat blob = Dnn.blobFromImage(crop, 1 / 255.0, new Size(SIDE, SIDE), new Scalar(0), true, false);
        try {
            net.setInput(blob);
            answer();
        } finally {
            blob.release();
        }
        return 1 / (1 + Math.exp(-flag[0])) < LEAST_SCORE ? Optional.empty() : Optional.of(inFrame(face, scale));
    }

    private static void shift(Mat turn, int row, double by) {
        turn.put(row, 2, turn.get(row, 2)[0] + by);
    }

    private void answer() {
        List<Mat> out = new ArrayList<>();
        net.forward(out, List.of("conv2d_21", "conv2d_31"));
        try {
            for (Mat layer : out) {
                Mat row = layer.reshape(1, 1);
                row.get(0, 0, layer.total() == 1 ? flag : points);
                row.release();
            }
        } finally {
            out.forEach(Mat::release);
        }
    }

    /** Turns the points of the crop back into the frame. */
    private List<FacePoint> inFrame(FaceFinder.Found face, double scale) {
        double angle = Math.toRadians(face.roll());
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        List<FacePoint> mesh = new ArrayList<>(Face.POINTS);
        for (int i = 0; i < Face.POINTS; i++) {
            double x = (points[3 * i] - SIDE / 2.0) / scale;
            double y = (points[3 * i + 1] - SIDE / 2.0) / scale;
            mesh.add(new FacePoint(
                    face.x() + x * cos - y * sin, face.y() + x * sin + y * cos, points[3 * i + 2] / scale));
        }
        return mesh;
    }

    @Override
    public void close() {
        crop.release();
    }
}
