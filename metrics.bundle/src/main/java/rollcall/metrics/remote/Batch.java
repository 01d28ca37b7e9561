package rollcall.metrics.remote;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import rollcall.metrics.history.SampleText;
import rollcall.store.FigureHistory.Series;
import rollcall.store.FigureHistory.Trace;

/**
 * Samples of one request, as message {@code WriteRequest} of remote write 1.0.
 *
 * @param times of its samples, rising, each once
 * @param traces what is sent, and more before and after those times
 * @param labels put to every series, such as {@code job}; they win over labels of the same name
 */
record Batch(List<Long> times, List<Trace> traces, Map<String, String> labels) {
    private static final String NAME = "__name__";

    /** What Prometheus itself says of a terminal that answers. */
    private static final Series UP = new Series("up", "gauge", "up");

    static Batch of(List<Trace> traces, Map<String, String> labels) {
        TreeSet<Long> times = new TreeSet<>();
        for (Trace trace : traces) {
            for (long time : trace.millis()) {
                times.add(time);
            }
        }
        List<Trace> all = new ArrayList<>(traces);
        all.add(new Trace(
                UP,
                times.stream().mapToLong(Long::longValue).toArray(),
                times.stream().mapToDouble(time -> 1).toArray()));
        return new Batch(List.copyOf(times), all, labels);
    }

    long last() {
        return times.get(times.size() - 1);
    }

    Batch firstHalf() {
        return new Batch(times.subList(0, times.size() / 2), traces, labels);
    }

    Batch secondHalf() {
        return new Batch(times.subList(times.size() / 2, times.size()), traces, labels);
    }

    /** How many samples. */
    int samples() {
        int samples = 0;
        for (Trace trace : traces) {
            for (long time : trace.millis()) {
                samples += holds(time) ? 1 : 0;
            }
        }
        return samples;
    }

    private boolean holds(long time) {
        return time >= times.get(0) && time <= last();
    }

    byte[] encoded() {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        for (Trace trace : traces) {
            ByteArrayOutputStream series = new ByteArrayOutputStream();
            for (Map.Entry<String, String> label : labels(trace.series()).entrySet()) {
                ByteArrayOutputStream one = new ByteArrayOutputStream();
                Protobuf.text(one, 1, label.getKey());
                Protobuf.text(one, 2, label.getValue());
                Protobuf.message(series, 1, one);
            }
            boolean any = false;
            for (int i = 0; i < trace.millis().length; i++) {
                if (holds(trace.millis()[i])) {
                    ByteArrayOutputStream sample = new ByteArrayOutputStream();
                    Protobuf.number(sample, 1, trace.values()[i]);
                    Protobuf.whole(sample, 2, trace.millis()[i]);
                    Protobuf.message(series, 2, sample);
                    any = true;
                }
            }
            if (any) {
                Protobuf.message(request, 1, series);
            }
        }
        return request.toByteArray();
    }

    /** In the order of names, as the receiver demands; a label without a value is none. */
    private SortedMap<String, String> labels(Series series) {
        SortedMap<String, String> all = new TreeMap<>(SampleText.labels(series.sample()));
        all.putAll(labels);
        all.put(NAME, SampleText.name(series.sample()));
        all.values().removeIf(String::isEmpty);
        return all;
    }
}
