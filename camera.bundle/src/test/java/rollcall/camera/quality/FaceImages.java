package rollcall.camera.quality;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import rollcall.camera.Frame;
import rollcall.opencv.OpenCv;

/** Frames of 640x480 pixels with a face, and what can be done to them. */
final class FaceImages {
    static final List<String> PEOPLE = List.of("astronaut", "admiral");

    private FaceImages() {}

    static Mat of(String name) {
        OpenCv.load();
        Mat picture = Imgcodecs.imread("src/test/resources/faces/" + name + ".jpg");
        if (picture.empty()) {
            throw new IllegalStateException(name);
        }
        return picture;
    }

    static Frame frame(Mat picture) {
        byte[] bgr = new byte[(int) picture.total() * 3];
        picture.get(0, 0, bgr);
        return new Frame(picture.cols(), picture.rows(), bgr, Instant.EPOCH);
    }

    /** Moves, turns and scales the picture about its middle. */
    static Mat moved(Mat picture, double degrees, double scale, double right, double down) {
        Mat turn = Imgproc.getRotationMatrix2D(new Point(320, 240), degrees, scale);
        turn.put(0, 2, turn.get(0, 2)[0] + right);
        turn.put(1, 2, turn.get(1, 2)[0] + down);
        Mat moved = new Mat();
        Imgproc.warpAffine(
                picture, moved, turn, picture.size(), Imgproc.INTER_AREA, Core.BORDER_REPLICATE, new Scalar(0));
        return moved;
    }

    static Mat light(Mat picture, double gain, double offset) {
        Mat lit = new Mat();
        picture.convertTo(lit, -1, gain, offset);
        return lit;
    }

    /** Darkens one side of the face, as a lamp at the other does. */
    static Mat lamp(Mat picture, double left, double right) {
        Mat ramp = new Mat(1, picture.cols(), CvType.CV_64FC3);
        for (int x = 0; x < picture.cols(); x++) {
            double position = Math.max(0, Math.min(1, (x - 260) / 120.0));
            double gain = left + (right - left) * position;
            ramp.put(0, x, gain, gain, gain);
        }
        Mat all = new Mat();
        Core.repeat(ramp, picture.rows(), 1, all);
        Mat wide = new Mat();
        picture.convertTo(wide, CvType.CV_64FC3);
        Core.multiply(wide, all, wide);
        Mat lit = new Mat();
        wide.convertTo(lit, CvType.CV_8UC3);
        return lit;
    }

    static Mat blurred(Mat picture, double sigma) {
        Mat blurred = new Mat();
        Imgproc.GaussianBlur(picture, blurred, new Size(), sigma);
        return blurred;
    }

    /** Two of the face side by side. */
    static Mat twice(Mat picture) {
        Mat half = moved(picture, 0, 0.6, 0, 0);
        Mat face = half.submat(new Rect(220, 120, 200, 240));
        Mat twice = new Mat(480, 640, CvType.CV_8UC3, new Scalar(90, 90, 90));
        face.copyTo(twice.submat(new Rect(110, 120, 200, 240)));
        face.copyTo(twice.submat(new Rect(330, 120, 200, 240)));
        return twice;
    }

    /** A class of ten, in two rows. */
    static Mat tenTimes(Mat picture) {
        Mat face = new Mat();
        Imgproc.resize(picture.submat(new Rect(160, 60, 320, 360)), face, new Size(256, 288), 0, 0, Imgproc.INTER_AREA);
        Mat ten = new Mat(720, 1280, CvType.CV_8UC3, new Scalar(90, 90, 90));
        for (int i = 0; i < 10; i++) {
            face.copyTo(ten.submat(new Rect(i % 5 * 256, 50 + i / 5 * 320, 256, 288)));
        }
        return ten;
    }

    /** Turns the head to the side as if it were a cylinder upright, or up and down as one that lies. */
    static Mat turned(Mat picture, double yaw, double pitch) {
        double radius = 110;
        Mat mapX = new Mat(picture.size(), CvType.CV_32F);
        Mat mapY = new Mat(picture.size(), CvType.CV_32F);
        for (int y = 0; y < picture.rows(); y++) {
            for (int x = 0; x < picture.cols(); x++) {
                mapX.put(y, x, 320 + around(x - 320, yaw, radius));
                mapY.put(y, x, 240 + around(y - 240, pitch, radius * 1.4));
            }
        }
        Mat turned = new Mat();
        Imgproc.remap(picture, turned, mapX, mapY, Imgproc.INTER_LINEAR, Core.BORDER_REPLICATE);
        return turned;
    }

    private static double around(double offset, double degrees, double radius) {
        if (degrees == 0) {
            return offset;
        }
        double share = Math.max(-1, Math.min(1, offset / radius));
        return radius
                * Math.sin(Math.max(-Math.PI / 2, Math.min(Math.PI / 2, Math.asin(share) - Math.toRadians(degrees))));
    }

    /** Draws the lids down: the skin above each eye is stretched over it, down to a dark line of lashes. */
    static Mat eyesClosed(Mat picture, List<FacePoint> mesh) {
        Mat closed = picture.clone();
        for (List<Integer> eye : List.of(MeshPoints.RIGHT_EYE, MeshPoints.LEFT_EYE)) {
            double width = mesh.get(eye.get(0)).distance(mesh.get(eye.get(3)));
            double x = (mesh.get(eye.get(0)).x() + mesh.get(eye.get(3)).x()) / 2;
            double bottom =
                    Math.max(mesh.get(eye.get(4)).y(), mesh.get(eye.get(5)).y()) + 1;
            double top = Math.min(mesh.get(eye.get(1)).y(), mesh.get(eye.get(2)).y());
            int columns = (int) Math.round(width * 1.3);
            int left = (int) Math.round(x - columns / 2.0);
            int from = (int) Math.round(top - width * 0.2);
            int lid = (int) Math.round(top - 1);
            int to = (int) Math.round(bottom);
            Mat skin = picture.submat(new Rect(left, from, columns, lid - from));
            Mat stretched = new Mat();
            Imgproc.resize(skin, stretched, new Size(columns, to - from), 0, 0, Imgproc.INTER_CUBIC);
            stretched.copyTo(closed.submat(new Rect(left, from, columns, to - from)));
            Imgproc.ellipse(
                    closed,
                    new Point(x, to - 1),
                    new Size(width / 2, width * 0.06),
                    0,
                    0,
                    180,
                    new Scalar(40, 45, 60),
                    1,
                    Imgproc.LINE_AA,
                    0);
        }
        return closed;
    }

    /** Opens the mouth: what is below the lips moves down by a share of the mouth's width, and the gap is dark. */
    static Mat mouthOpen(Mat picture, List<FacePoint> mesh, double share) {
        FacePoint right = mesh.get(MeshPoints.MOUTH_RIGHT_INNER);
        FacePoint left = mesh.get(MeshPoints.MOUTH_LEFT_INNER);
        double width = right.distance(left);
        double line = (mesh.get(MeshPoints.LIP_UPPER_INNER).y()
                        + mesh.get(MeshPoints.LIP_LOWER_INNER).y())
                / 2;
        double middle = (right.x() + left.x()) / 2;
        Mat mapX = new Mat(picture.size(), CvType.CV_32F);
        Mat mapY = new Mat(picture.size(), CvType.CV_32F);
        Mat open = new Mat();
        Mat gap = new Mat(picture.size(), CvType.CV_8U, new Scalar(0));
        for (int y = 0; y < picture.rows(); y++) {
            for (int x = 0; x < picture.cols(); x++) {
                double across = Math.abs(x - middle) / (width * 1.2);
                double moved = across >= 1 ? 0 : width * share * (1 - across * across);
                double inMouth = Math.abs(x - middle) / (width * 0.5);
                double hole = inMouth >= 1 ? 0 : width * share * Math.sqrt(1 - inMouth * inMouth);
                double source = y;
                if (y > line && moved > 0) {
                    double fade = Math.max(0, 1 - (y - line - moved) / (width * 5));
                    source = y - moved * Math.min(1, fade);
                    if (y < line + hole) {
                        gap.put(y, x, 1);
                    }
                }
                mapX.put(y, x, x);
                mapY.put(y, x, source);
            }
        }
        Imgproc.remap(picture, open, mapX, mapY, Imgproc.INTER_LINEAR);
        open.setTo(new Scalar(25, 20, 45), gap);
        return open;
    }

    static String line(String name, Assessment assessment) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-28s", name));
        for (Result result : assessment.results()) {
            line.append(String.format(
                    Locale.ROOT,
                    " %s %.2f%s",
                    result.check(),
                    result.measure().orElse(Double.NaN),
                    result.verdict() == Verdict.PASS ? "" : "!"));
        }
        return line.toString();
    }
}
