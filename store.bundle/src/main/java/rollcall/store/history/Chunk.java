package rollcall.store.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Some moments, one after the other, with what every series was at each.
 *
 * @param millis the times
 * @param values number of a series to as many values; {@link #ABSENT} where it was not told
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Chunk(long[] millis, Map<Integer, double[]> values) {
    /** A NaN that no figure is: the one by which Prometheus marks a series that ended. */
    static final double ABSENT = Double.longBitsToDouble(0x7ff0_0000_0000_0002L);

    private static final int MOST_MOMENTS = 10_000;
    private static final int MOST_SERIES = 100_000;

    /** Whether a value is {@link #ABSENT}. */
    static boolean isAbsent(double value) {
        return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(ABSENT);
    }

    /** The last moments of some chunks, one of each. */
    static Chunk lastOf(List<Chunk> chunks) {
        long[] millis = new long[chunks.size()];
        Map<Integer, double[]> values = new TreeMap<>();
        for (int i = 0; i < millis.length; i++) {
            Chunk chunk = chunks.get(i);
            int last = chunk.millis().length - 1;
            millis[i] = chunk.millis()[last];
            for (Map.Entry<Integer, double[]> series : chunk.values().entrySet()) {
                double[] row = values.computeIfAbsent(series.getKey(), id -> absent(chunks.size()));
                row[i] = series.getValue()[last];
            }
        }
        return new Chunk(millis, values);
    }

    /** So many values that are not there. */
    static double[] absent(int count) {
        double[] row = new double[count];
        Arrays.fill(row, ABSENT);
        return row;
    }

    /** Series by series, only changes in full, deflated: most figures stand still for most of the time. */
    byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            out.writeInt(millis.length);
            for (long time : millis) {
                out.writeLong(time);
            }
            out.writeInt(values.size());
            for (Map.Entry<Integer, double[]> series : values.entrySet()) {
                out.writeInt(series.getKey());
                long before = Double.doubleToRawLongBits(ABSENT);
                for (double value : series.getValue()) {
                    long bits = Double.doubleToRawLongBits(value);
                    out.writeBoolean(bits != before);
                    if (bits != before) {
                        out.writeLong(bits);
                    }
                    before = bits;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("an array in memory takes everything", e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    /** What was encoded. */
    static Chunk decoded(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            long[] millis = new long[bounded(in.readInt(), MOST_MOMENTS)];
            for (int i = 0; i < millis.length; i++) {
                millis[i] = in.readLong();
            }
            int series = bounded(in.readInt(), MOST_SERIES);
            Map<Integer, double[]> values = new TreeMap<>();
            for (int i = 0; i < series; i++) {
                int id = in.readInt();
                double[] row = new double[millis.length];
                long before = Double.doubleToRawLongBits(ABSENT);
                for (int j = 0; j < row.length; j++) {
                    before = in.readBoolean() ? in.readLong() : before;
                    row[j] = Double.longBitsToDouble(before);
                }
                values.put(id, row);
            }
            return new Chunk(millis, values);
        }
    }

    private static int bounded(int count, int most) throws IOException {
        if (count < 0 || count > most) {
            throw new IOException("a count of " + count + " where at most " + most + " are possible");
        }
        return count;
    }

    /** Those of a series that are there, within a time. */
    void copy(int series, long from, long to, List<Point> into) {
        double[] row = values.get(series);
        if (row == null) {
            return;
        }
        for (int i = 0; i < millis.length; i++) {
            if (millis[i] >= from && millis[i] <= to && !isAbsent(row[i])) {
                into.add(new Point(millis[i], row[i]));
            }
        }
    }

    /** A value and its time. */
    record Point(long millis, double value) {}

    /** Of some moments, in their order, by numbers of series. */
    static Chunk of(List<Long> times, List<Map<Integer, Double>> rows) {
        Map<Integer, double[]> values = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            for (Map.Entry<Integer, Double> value : rows.get(i).entrySet()) {
                values.computeIfAbsent(value.getKey(), id -> absent(rows.size()))[i] = value.getValue();
            }
        }
        return new Chunk(times.stream().mapToLong(Long::longValue).toArray(), values);
    }
}
