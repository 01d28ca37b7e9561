package rollcall.sync.request;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The requests to far ends, by the predecessor's names; an address is no label. May be used from any thread. */
public final class Requests {
    private static final double NANOS = 1e9;

    /** The label of a request that no code came back for. */
    private static final String NO_ANSWER = "none";

    private final Counter counted = Counter.build(
                    "network_requests_total", "Requests to a far end, by the code of the answer; none without one.")
            .labelNames("service", "method", "status_code")
            .create();
    private final Histogram duration = Histogram.build(
                    "network_request_duration_seconds", "How long a far end took to answer.")
            .labelNames("service", "method")
            .create();

    /** Sends one request and returns its answer. */
    @FunctionalInterface
    public interface Call<T> {
        HttpResponse<T> send() throws IOException, InterruptedException;
    }

    /** Sends and counts. */
    public <T> HttpResponse<T> count(String service, String method, Call<T> call)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        String status = NO_ANSWER;
        try {
            HttpResponse<T> answer = call.send();
            status = String.valueOf(answer.statusCode());
            return answer;
        } finally {
            counted.labels(service, method, status).inc();
            duration.labels(service, method).observe((System.nanoTime() - begun) / NANOS);
        }
    }

    /** The samples of both. */
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples> families = new ArrayList<>(counted.collect());
        families.addAll(duration.collect());
        return families;
    }
}
