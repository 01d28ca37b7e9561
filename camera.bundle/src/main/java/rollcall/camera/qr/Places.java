package rollcall.camera.qr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Finds the places in a frame where a symbol may be: those with many edges close together. The morphological gradient is averaged
 * over cells of {@value #CELL} pixels; what stands out of it, at two levels, is a place.
 *
 * <p>Belongs to one thread.
 */
final class Places implements AutoCloseable {
    private static final int CELL = 8;

    /** Places looked at in a frame. */
    private static final int MOST = 5;

    /** Shares of the strongest cell that a cell must have to belong to a place. */
    private static final double[] LEVELS = {0.6, 0.38};

    /** A frame whose strongest cell has less than this, in grey values, shows nothing with edges. */
    private static final double LEAST_GRADIENT = 7;

    /** The smallest place worth a look, in cells a side. */
    private static final int LEAST_CELLS = 3;

    private final Mat kernel = Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(3, 3));
    private final Mat gradient = new Mat();
    private final Mat cells = new Mat();
    private final Mat smooth = new Mat();
    private final Mat above = new Mat();
    private final Mat labels = new Mat();
    private final Mat statistics = new Mat();
    private final Mat centres = new Mat();

    private record Place(Rect area, double weight) {}

    /** The places in a grey picture, the most promising first, with some room around each. */
    List<Rect> find(Mat grey) {
        int columns = grey.cols() / CELL;
        int rows = grey.rows() / CELL;
        if (columns < LEAST_CELLS || rows < LEAST_CELLS) {
            return List.of(new Rect(0, 0, grey.cols(), grey.rows()));
        }
        Imgproc.morphologyEx(grey, gradient, Imgproc.MORPH_GRADIENT, kernel);
        Imgproc.resize(gradient, cells, new Size(columns, rows), 0, 0, Imgproc.INTER_AREA);
        Imgproc.blur(cells, smooth, new Size(3, 3));
        double strongest = Core.minMaxLoc(smooth).maxVal;
        if (strongest < LEAST_GRADIENT) {
            return List.of();
        }
        List<Place> places = new ArrayList<>();
        for (double level : LEVELS) {
            Imgproc.threshold(smooth, above, level * strongest, 255, Imgproc.THRESH_BINARY);
            collect(places, grey);
        }
        places.sort(Comparator.comparingDouble(Place::weight).reversed());
        return places.stream().limit(MOST).map(Place::area).toList();
    }

    private void collect(List<Place> places, Mat grey) {
        int count = Imgproc.connectedComponentsWithStats(above, labels, statistics, centres, 8, CvType.CV_32S);
        for (int i = 1; i < count; i++) {
            int[] box = new int[5];
            statistics.get(i, 0, box);
            int width = box[2];
            int height = box[3];
            double filled = (double) box[4] / (width * height);
            if (Math.min(width, height) < LEAST_CELLS || Math.max(width, height) > 3 * Math.min(width, height)) {
                continue;
            }
            Rect area = roomy(new Rect(box[0] * CELL, box[1] * CELL, width * CELL, height * CELL), grey);
            if (places.stream().noneMatch(place -> isSame(place.area(), area))) {
                double square = (double) Math.min(width, height) / Math.max(width, height);
                Mat part = smooth.submat(box[1], box[1] + height, box[0], box[0] + width);
                places.add(new Place(area, Core.mean(part).val[0] * filled * square * Math.sqrt(box[4])));
                part.release();
            }
        }
    }

    /** With a quiet zone, which has no edges, and half a cell of doubt. */
    private static Rect roomy(Rect area, Mat grey) {
        int room = Math.max(CELL, Math.max(area.width, area.height) / 6);
        int left = Math.max(0, area.x - room);
        int top = Math.max(0, area.y - room);
        int right = Math.min(grey.cols(), area.x + area.width + room);
        int bottom = Math.min(grey.rows(), area.y + area.height + room);
        return new Rect(left, top, right - left, bottom - top);
    }

    private static boolean isSame(Rect one, Rect other) {
        double across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
        double down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
        double both = Math.max(0, across) * Math.max(0, down);
        return both / (one.area() + other.area() - both) > 0.7;
    }

    @Override
    public void close() {
        for (Mat each : new Mat[] {kernel, gradient, cells, smooth, above, labels, statistics, centres}) {
            each.release();
        }
    }
}
