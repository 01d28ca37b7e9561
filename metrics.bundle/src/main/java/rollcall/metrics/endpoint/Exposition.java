package rollcall.metrics.endpoint;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;

/** Writes families in a {@link Format}. */
final class Exposition {
    private Exposition() {}

    static String of(Format format, List<MetricFamilySamples> families) throws IOException {
        StringWriter out = new StringWriter();
        switch (format) {
            case JSON -> out.write(MetricsJson.of(families));
            case TEXT -> TextFormat.write004(out, Collections.enumeration(families));
            case OPENMETRICS -> TextFormat.writeOpenMetrics100(out, Collections.enumeration(families));
        }
        return out.toString();
    }
}
