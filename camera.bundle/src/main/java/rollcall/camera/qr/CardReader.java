package rollcall.camera.qr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import rollcall.camera.Frame;

/**
 * Reads the cards in a frame: first where the last one was, then at the {@link Places} where symbols may be, each as it is,
 * enlarged, sharpened. Chosen by measurement (docs/camera.md). Belongs to one thread.
 */
public final class CardReader implements AutoCloseable {
    /** Places larger than this have modules of several pixels and are not enlarged. */
    private static final int ENLARGED_SIDE = 260;

    private static final double ENLARGEMENT = 2.0;
    private static final double LAST_ENLARGEMENT = 3.0;

    /** Unsharp mask: standard deviation of the blur in pixels of the enlarged place, and how much of it is taken away. */
    private static final double MASK_SIGMA = 2.0;

    private static final double MASK_AMOUNT = 1.0;

    /** Every so many frames all places are looked at, wherever the last card was: another one may have come beside it. */
    private static final int ALL_EVERY = 3;

    /** Cards that hang together as one place are read one after the other, so many at most. */
    private static final int MOST_IN_PLACE = 3;

    /** A place of less than so many times the area of the symbol read in it has no room for another. */
    private static final double ROOM_FOR_ANOTHER = 2.5;

    /** Half of a symbol and a little more, as a share of its side. */
    private static final double COVERED = 0.56;

    /** White, as the paper around a symbol. */
    private static final double COVER = 235;

    private final Symbols symbols = new Symbols();
    private final Places places = new Places();
    private final Mat colour = new Mat();
    private final Mat grey = new Mat();
    private final Mat large = new Mat();
    private final Mat sharp = new Mat();
    private @Nullable Rect last;
    private long frames;

    /** All cards found in a frame. */
    public Reading read(Frame frame) {
        colour.create(frame.height(), frame.width(), CvType.CV_8UC3);
        colour.put(0, 0, frame.bgr());
        Imgproc.cvtColor(colour, grey, Imgproc.COLOR_BGR2GRAY);
        Rect before = last;
        last = null;
        if (before != null && frames++ % ALL_EVERY != 0 && fits(before)) {
            List<Card> found = new ArrayList<>();
            look(before, found, 1);
            if (!found.isEmpty()) {
                return new Reading(found);
            }
        }
        List<Card> found = new ArrayList<>();
        for (Rect place : places.find(grey)) {
            if (found.stream().noneMatch(card -> isIn(card, place))) {
                look(place, found, MOST_IN_PLACE);
            }
        }
        if (found.isEmpty()) {
            // A card that fills the frame, or one whose place was cut wrong.
            decode(grey, 1, false).ifPresent(card -> {
                found.add(card);
                last = around(card);
            });
        }
        return new Reading(found);
    }

    private boolean fits(Rect place) {
        return place.x + place.width <= grey.cols() && place.y + place.height <= grey.rows();
    }

    private static boolean isIn(Card card, Rect place) {
        return card.x() >= place.x
                && card.x() < place.x + place.width
                && card.y() >= place.y
                && card.y() < place.y + place.height;
    }

    private void look(Rect place, List<Card> found, int most) {
        Mat part = grey.submat(place);
        try {
            for (int i = 0; i < most; i++) {
                Optional<Card> card = passes(part);
                if (card.isEmpty()) {
                    return;
                }
                Card there = card.get();
                Card moved = new Card(there.text(), there.x() + place.x, there.y() + place.y, there.side());
                if (found.stream().noneMatch(other -> other.text().equals(moved.text()))) {
                    found.add(moved);
                }
                last = around(moved);
                if (place.width * place.height < ROOM_FOR_ANOTHER * there.side() * there.side()) {
                    return;
                }
                cover(part, there);
            }
        } finally {
            part.release();
        }
    }

    /** Takes a card out of the picture, so that the one that hangs together with it is read. */
    private static void cover(Mat part, Card card) {
        double reach = card.side() * COVERED;
        Imgproc.rectangle(
                part,
                new Point(card.x() - reach, card.y() - reach),
                new Point(card.x() + reach, card.y() + reach),
                new Scalar(COVER),
                Imgproc.FILLED);
    }

    private Optional<Card> passes(Mat part) {
        boolean isLarge = Math.max(part.cols(), part.rows()) > ENLARGED_SIDE;
        Optional<Card> card = decode(part, 1, isLarge);
        boolean seen = symbols.seen();
        if (card.isPresent() || isLarge) {
            return card.isPresent() || !seen ? card : decodeSharpened(part, 1);
        }
        Imgproc.resize(part, large, new Size(), ENLARGEMENT, ENLARGEMENT, Imgproc.INTER_CUBIC);
        card = decode(large, ENLARGEMENT, true);
        seen |= symbols.seen();
        if (card.isEmpty()) {
            card = decodeSharpened(large, ENLARGEMENT);
            seen |= symbols.seen();
        }
        if (card.isEmpty() && seen) {
            Imgproc.resize(part, large, new Size(), LAST_ENLARGEMENT, LAST_ENLARGEMENT, Imgproc.INTER_CUBIC);
            card = decode(large, LAST_ENLARGEMENT, false);
        }
        return card;
    }

    private Optional<Card> decodeSharpened(Mat picture, double scale) {
        Imgproc.GaussianBlur(picture, sharp, new Size(), MASK_SIGMA);
        Core.addWeighted(picture, 1 + MASK_AMOUNT, sharp, -MASK_AMOUNT, 0, sharp);
        return decode(sharp, scale, false);
    }

    private Optional<Card> decode(Mat picture, double scale, boolean tilted) {
        byte[] luminance = new byte[picture.rows() * picture.cols()];
        picture.get(0, 0, luminance);
        return symbols.read(luminance, picture.cols(), picture.rows(), tilted)
                .map(card -> new Card(card.text(), card.x() / scale, card.y() / scale, card.side() / scale));
    }

    private Rect around(Card card) {
        int reach = (int) Math.max(32, card.side() * 1.1);
        int left = (int) Math.max(0, card.x() - reach);
        int top = (int) Math.max(0, card.y() - reach);
        int right = (int) Math.min(grey.cols(), card.x() + reach);
        int bottom = (int) Math.min(grey.rows(), card.y() + reach);
        return new Rect(left, top, right - left, bottom - top);
    }

    @Override
    public void close() {
        places.close();
        for (Mat each : new Mat[] {colour, grey, large, sharp}) {
            each.release();
        }
    }
}
