package rollcall.camera.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;
import org.opencv.imgproc.Imgproc;
import rollcall.faces.FaceModels;

/**
 * Finds faces with MediaPipe's BlazeFace for short range (Bazarevsky et al., BlazeFace: Sub-millisecond Neural Face Detection on
 * Mobile GPUs, 2019): the whole frame at 128x128 pixels, so that a face of a tenth of the frame's width is about the smallest.
 *
 * <p>Belongs to one thread.
 */
final class FaceFinder implements AutoCloseable {
    private static final int SIDE = 128;
    private static final int VALUES = 16;
    private static final double LEAST_SCORE = 0.5;

    /** Two boxes that share more than this are the same face. */
    private static final double SAME = 0.3;

    private final Net net;
    private final float[] anchors = anchors();
    private final Mat small = new Mat();
    private final Mat square = new Mat();
    private final float[] scores = new float[anchors.length / 2];
    private final float[] boxes = new float[scores.length * VALUES];

    FaceFinder() {
        MatOfByte model = new MatOfByte(FaceModels.detection());
        try {
            net = Dnn.readNetFromTFLite(model);
        } finally {
            model.release();
        }
    }

    /**
     * A face that was found.
     *
     * @param x of its middle, in pixels of the frame
     * @param y of its middle
     * @param side of the square around it
     * @param roll of the line through its eyes, in degrees
     * @param score how sure, 0.5 to 1
     */
    record Found(double x, double y, double side, double roll, double score) {
        private double shared(Found other) {
            double across =
                    Math.min(x + side / 2, other.x + other.side / 2) - Math.max(x - side / 2, other.x - other.side / 2);
            double down =
                    Math.min(y + side / 2, other.y + other.side / 2) - Math.max(y - side / 2, other.y - other.side / 2);
            double both = Math.max(0, across) * Math.max(0, down);
            return both / (side * side + other.side * other.side - both);
        }
    }

    /** Centres of the boxes that the net answers for: two for each of 16x16 cells, six for each of 8x8. */
    private static float[] anchors() {
        float[] anchors = new float[2 * (2 * 16 * 16 + 6 * 8 * 8)];
        int next = 0;
        for (int[] layer : new int[][] {{16, 2}, {8, 6}}) {
            int cells = layer[0];
            for (int row = 0; row < cells; row++) {
                for (int column = 0; column < cells; column++) {
                    for (int i = 0; i < layer[1]; i++) {
                        anchors[next++] = (column + 0.5f) / cells;
                        anchors[next++] = (row + 0.5f) / cells;
                    }
                }
            }
        }
        return anchors;
    }

    /**
     * The faces in a frame, largest first. If there is none in the frame as a whole, the middle half of it is looked at closer,
     * and the middle half of that, as long as there are more pixels than the net sees.
     */
    List<Found> find(Mat frame) {
        List<Found> faces = find(frame, 0, 0);
        int columns = frame.cols() / 2;
        int rows = frame.rows() / 2;
        while (faces.isEmpty() && columns > SIDE && rows > SIDE) {
            int x = (frame.cols() - columns) / 2;
            int y = (frame.rows() - rows) / 2;
            Mat middle = frame.submat(new Rect(x, y, columns, rows));
            try {
                faces = find(middle, x, y);
            } finally {
                middle.release();
            }
            columns /= 2;
            rows /= 2;
        }
        return faces;
    }

    /** The faces in a part of a frame that begins at a column and a row. */
    private List<Found> find(Mat part, int column, int row) {
        double scale = (double) SIDE / Math.max(part.cols(), part.rows());
        Size size =
                new Size(Math.max(1, Math.round(part.cols() * scale)), Math.max(1, Math.round(part.rows() * scale)));
        Imgproc.resize(part, small, size, 0, 0, Imgproc.INTER_AREA);
        int left = (SIDE - small.cols()) / 2;
        int top = (SIDE - small.rows()) / 2;
        Core.copyMakeBorder(
                small, square, top, SIDE - small.rows() - top, left, SIDE - small.cols() - left, Core.BORDER_CONSTANT);
        Mat blob = Dnn.blobFromImage(
                square, 1 / 127.5, new Size(SIDE, SIDE), new Scalar(127.5, 127.5, 127.5), true, false);
        try {
            net.setInput(blob);
            answer();
        } finally {
            blob.release();
        }
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            double score = 1 / (1 + Math.exp(-scores[i]));
            if (score >= LEAST_SCORE) {
                found.add(found(i, score, scale, left - column * scale, top - row * scale));
            }
        }
        return separate(found);
    }

    private void answer() {
        List<Mat> out = new ArrayList<>();
        net.forward(out, List.of("regressors", "classificators"));
        try {
            read(out.get(0), boxes);
            read(out.get(1), scores);
        } finally {
            out.forEach(Mat::release);
        }
    }

    private static void read(Mat layer, float[] values) {
        Mat row = layer.reshape(1, 1);
        row.get(0, 0, values);
        row.release();
    }

    private Found found(int i, double score, double scale, double left, double top) {
        int at = i * VALUES;
        double anchorX = anchors[2 * i] * SIDE;
        double anchorY = anchors[2 * i + 1] * SIDE;
        double x = (boxes[at] + anchorX - left) / scale;
        double y = (boxes[at + 1] + anchorY - top) / scale;
        // Offsets 4 to 7: right eye, left eye.
        double roll = Math.toDegrees(Math.atan2(boxes[at + 7] - boxes[at + 5], boxes[at + 6] - boxes[at + 4]));
        return new Found(x, y, Math.max(boxes[at + 2], boxes[at + 3]) / scale, roll, score);
    }

    private static List<Found> separate(List<Found> found) {
        List<Found> faces = new ArrayList<>();
        found.sort(Comparator.comparingDouble(Found::score).reversed());
        for (Found face : found) {
            if (faces.stream().noneMatch(other -> other.shared(face) > SAME)) {
                faces.add(face);
            }
        }
        faces.sort(Comparator.comparingDouble(Found::side).reversed());
        return faces;
    }

    @Override
    public void close() {
        small.release();
        square.release();
    }
}
