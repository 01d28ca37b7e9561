package rollcall.metrics.history;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/v1/metrics/summary}: how many scans and deliveries a minute, and how long they take.
 *
 * <p>{@code at}: when the newest sample was taken, at most some 15 s ago, null before the first. {@code scans} and {@code sync} hold
 * {@code perMinute} over 1, 5 and 15 minutes, and {@code seconds}: p50, p90, p99 and count of the last 15 minutes ({@code lately})
 * and since the figures were begun ({@code inAll}). What is not known yet is null.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/metrics/summary")
public final class SummaryServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;
    private static final int[] MINUTES = {1, 5, 15};
    private static final Map<String, Double> SHARES = shares();

    private final transient Sampler sampler;

    @Activate
    public SummaryServlet(@Reference Sampler sampler) {
        this.sampler = sampler;
    }

    private static Map<String, Double> shares() {
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("p50", 0.5);
        shares.put("p90", 0.9);
        shares.put("p99", 0.99);
        return shares;
    }

    @Override
    Body answer(Map<String, String> asked) {
        Recent recent = sampler.recent();
        return json -> {
            json.writeFieldName("at");
            if (recent.newest().isPresent()) {
                json.writeString(recent.newest().get().toString());
            } else {
                json.writeNull();
            }
            part(json, "scans", recent, Recent.SCANS, Recent.SCAN_SECONDS);
            part(json, "sync", recent, Recent.DELIVERED, Recent.SYNC_SECONDS);
        };
    }

    private static void part(JsonGenerator json, String name, Recent recent, String counter, String histogram)
            throws IOException {
        json.writeObjectFieldStart(name);
        json.writeObjectFieldStart("perMinute");
        for (int minutes : MINUTES) {
            field(json, String.valueOf(minutes), recent.perMinute(counter, Duration.ofMinutes(minutes)));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("seconds");
        json.writeObjectFieldStart("lately");
        for (Map.Entry<String, Double> share : SHARES.entrySet()) {
            field(json, share.getKey(), recent.percentile(histogram, share.getValue(), Recent.SPAN));
        }
        json.writeNumberField("count", recent.count(histogram, Recent.SPAN));
        json.writeEndObject();
        json.writeObjectFieldStart("inAll");
        for (Map.Entry<String, Double> share : SHARES.entrySet()) {
            field(json, share.getKey(), recent.percentile(histogram, share.getValue()));
        }
        json.writeNumberField("count", recent.count(histogram));
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void field(JsonGenerator json, String name, Optional<Double> value) throws IOException {
        json.writeFieldName(name);
        number(json, value.orElse(Double.NaN));
    }
}
