package rollcall.metrics.collect;

import java.util.List;

/** A percentile from the buckets of a histogram, as Prometheus's {@code histogram_quantile} reckons it. */
public final class Percentile {
    /**
     * A bucket.
     *
     * @param bound the highest value in it, the last one infinite
     * @param count of all values up to it
     */
    public record Bucket(double bound, double count) {}

    private Percentile() {}

    /** The value below which this share of the values lies; NaN if there is none. */
    public static double of(double share, List<Bucket> buckets) {
        double all = buckets.isEmpty() ? 0 : buckets.get(buckets.size() - 1).count();
        if (all == 0) {
            return Double.NaN;
        }
        double rank = share * all;
        int i = 0;
        while (i < buckets.size() - 1 && buckets.get(i).count() < rank) {
            i++;
        }
        if (i == buckets.size() - 1) {
            // Beyond the last bound nothing is known; with a single bucket, nothing at all.
            return i == 0 ? Double.NaN : buckets.get(i - 1).bound();
        }
        double from = i == 0 ? 0 : buckets.get(i - 1).bound();
        double below = i == 0 ? 0 : buckets.get(i - 1).count();
        double inside = buckets.get(i).count() - below;
        return from + (buckets.get(i).bound() - from) * (rank - below) / inside;
    }
}
