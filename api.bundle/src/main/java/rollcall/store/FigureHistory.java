package rollcall.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What figures were, in a ring of bounded size: the newest as they came, older ones ever more thinly.
 *
 * <p>It is a convenience, never a reason to stop: a damaged one is put aside and begun anew. May be called from any thread.
 */
@ProviderType
public interface FigureHistory {
    /**
     * A series.
     *
     * @param family the name of its family, as in a line {@code # TYPE} of the text format
     * @param type the type in that line
     * @param sample name and labels as the text format writes them, such as {@code scans_total{status="success"}}
     */
    record Series(String family, String type, String sample) {}

    /**
     * What was told at one time.
     *
     * @param at when, to the millisecond
     */
    record Moment(Instant at, Map<Series, Double> values) {}

    /**
     * What a series was.
     *
     * @param millis times since 1970, rising
     * @param values as many
     */
    @SuppressWarnings("ArrayRecordComponent") // hundreds of thousands of numbers; nobody compares two of them
    record Trace(Series series, long[] millis, double[] values) {}

    /** Keeps moments, some at a time, because each call costs some pages of the card. */
    void append(List<Moment> moments) throws StoreException;

    /** What is kept of a time, both ends included, by series in the order in which they first came. */
    List<Trace> read(Instant from, Instant to, Predicate<Series> wanted) throws StoreException;

    /** The series that are kept, in the order in which they first came. */
    List<Series> series() throws StoreException;
}
