package rollcall.sync.message;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Counter;
import java.util.List;

/** What is counted of messages. May be used from any thread. */
public final class MessageFigures {
    private final Counter messages = Counter.build(
                    "attendance_messages_total",
                    "Tries to tell a guardian, by kind and by what came of them: sent, later, refused, dropped.")
            .labelNames("kind", "outcome")
            .create();

    MessageFigures() {}

    void count(String kind, String outcome) {
        messages.labels(kind, outcome).inc();
    }

    /** The samples. */
    public List<MetricFamilySamples> collect() {
        return messages.collect();
    }
}
