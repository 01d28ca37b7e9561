package rollcall.camera.qr;

import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.GridSampler;
import com.google.zxing.common.PerspectiveTransform;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.detector.Detector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a symbol that is tilted. Small symbols have a mark in three corners only, and where the fourth is cannot be computed from
 * them once there is perspective, so that ZXing takes it for a parallelogram's. Here it is searched for around there.
 *
 * <p>A text counts if two places of the corner, close together, give the same: with as little redundancy as small symbols have, a wrong grid could
 * now and then be corrected into some text.
 */
final class TiltedSymbol extends Detector {
    /** How far the corner may be from a parallelogram's, as a share of the sides, and in what steps it is searched for. */
    private static final double REACH = 0.36;

    private static final double STEP = 0.04;

    /** A text counts if a corner this far away gives it too. */
    private static final double BESIDE = 0.015;

    /** Modules from the edge of a symbol to the middle of a finder pattern. */
    private static final float MARGIN = 3.5f;

    /** Versions one to three; larger ones have a mark near the fourth corner. */
    private static final List<Integer> DIMENSIONS = List.of(21, 25, 29);

    private static final Map<DecodeHintType, Object> HINTS = Map.of(DecodeHintType.TRY_HARDER, true);

    private static final List<double[]> OFFSETS = offsets();

    private final BitMatrix image;
    private final Decoder decoder = new Decoder();

    TiltedSymbol(BitMatrix image) {
        super(image);
        this.image = image;
    }

    private static List<double[]> offsets() {
        List<double[]> offsets = new ArrayList<>();
        int steps = (int) Math.round(REACH / STEP);
        for (int i = -steps; i <= steps; i++) {
            for (int j = -steps; j <= steps; j++) {
                offsets.add(new double[] {i * STEP, j * STEP});
            }
        }
        offsets.sort(Comparator.comparingDouble(offset -> Math.hypot(offset[0], offset[1])));
        return List.copyOf(offsets);
    }

    /** The symbol, if it can be read. */
    Optional<Card> read() {
        try {
            ResultPoint[] marks = detect(HINTS).getPoints();
            ResultPoint below = marks[0];
            ResultPoint corner = marks[1];
            ResultPoint right = marks[2];
            float module = calculateModuleSize(corner, right, below);
            for (int dimension : dimensions(corner, right, below, module)) {
                Optional<String> text = search(corner, right, below, dimension);
                if (text.isPresent()) {
                    double side = (ResultPoint.distance(corner, right) + ResultPoint.distance(corner, below)) / 2.0;
                    return Optional.of(new Card(
                            text.get(),
                            (right.getX() + below.getX()) / 2.0,
                            (right.getY() + below.getY()) / 2.0,
                            side));
                }
            }
        } catch (NotFoundException | FormatException e) {
            // No three marks that belong together.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The nearest by the size of the modules first. */
    private static List<Integer> dimensions(ResultPoint corner, ResultPoint right, ResultPoint below, float module) {
        double between = (ResultPoint.distance(corner, right) + ResultPoint.distance(corner, below)) / 2.0;
        double modules = between / module + 2 * MARGIN;
        return DIMENSIONS.stream()
                .filter(dimension -> Math.abs(dimension - modules) < 5)
                .sorted(Comparator.comparingDouble(dimension -> Math.abs(dimension - modules)))
                .toList();
    }

    private Optional<String> search(ResultPoint corner, ResultPoint right, ResultPoint below, int dimension) {
        for (double[] offset : OFFSETS) {
            Optional<String> text = decode(corner, right, below, dimension, offset[0], offset[1]);
            if (text.isPresent() && isConfirmed(text.get(), corner, right, below, dimension, offset)) {
                return text;
            }
        }
        return Optional.empty();
    }

    private boolean isConfirmed(
            String text, ResultPoint corner, ResultPoint right, ResultPoint below, int dimension, double[] offset) {
        for (double[] side : new double[][] {{BESIDE, 0}, {-BESIDE, 0}, {0, BESIDE}, {0, -BESIDE}}) {
            if (decode(corner, right, below, dimension, offset[0] + side[0], offset[1] + side[1])
                    .filter(text::equals)
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> decode(
            ResultPoint corner, ResultPoint right, ResultPoint below, int dimension, double along, double down) {
        double x = right.getX()
                + below.getX()
                - corner.getX()
                + along * (right.getX() - corner.getX())
                + down * (below.getX() - corner.getX());
        double y = right.getY()
                + below.getY()
                - corner.getY()
                + along * (right.getY() - corner.getY())
                + down * (below.getY() - corner.getY());
        float far = dimension - MARGIN;
        PerspectiveTransform grid = PerspectiveTransform.quadrilateralToQuadrilateral(
                MARGIN,
                MARGIN,
                far,
                MARGIN,
                far,
                far,
                MARGIN,
                far,
                corner.getX(),
                corner.getY(),
                right.getX(),
                right.getY(),
                (float) x,
                (float) y,
                below.getX(),
                below.getY());
        try {
            BitMatrix bits = GridSampler.getInstance().sampleGrid(image, dimension, dimension, grid);
            return Optional.of(decoder.decode(bits).getText());
        } catch (NotFoundException | ChecksumException | FormatException e) {
            // Not there.
            return Optional.empty();
        }
    }
}
