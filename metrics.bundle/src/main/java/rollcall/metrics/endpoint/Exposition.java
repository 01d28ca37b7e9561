package rollcall.metrics.endpoint;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes families in a {@link Format}. */
public final class Exposition {
    private Exposition() {}

    /** The whole exposition, UTF-8. */
    public static byte[] of(Format format, List<MetricFamilySamples> families) throws IOException {
        return switch (format) {
            case JSON -> MetricsJson.of(families).getBytes(StandardCharsets.UTF_8);
            case TEXT -> TextWriter.text(families);
            case OPENMETRICS -> TextWriter.openMetrics(families);
        };
    }
}
