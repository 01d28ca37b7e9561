package rollcall.sync.request;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import rollcall.scan.Scan;

/**
 * The header by which a far end can tie its own log lines to those here (w3.org/TR/trace-context): the trace is the correlation id of
 * the first scan of a request, which its log line and its exemplar bear here.
 */
public final class TraceParent {
    public static final String NAME = "traceparent";

    private TraceParent() {}

    /** For a request with these scans, one at least. The same request sent again bears the same. */
    public static String of(List<Scan> scans) {
        Scan first = scans.get(0);
        UUID trace = uuid(first.evidence().correlationId());
        // Any number but 0 that is the request's own.
        long span = first.id().value().getLeastSignificantBits() * 31 + scans.size();
        return String.format(
                Locale.ROOT,
                "00-%016x%016x-%016x-01",
                trace.getMostSignificantBits(),
                trace.getLeastSignificantBits(),
                span == 0 ? 1 : span);
    }

    /** Its own bits, or for one in another form, ones made of it. */
    private static UUID uuid(String correlationId) {
        return correlationId.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? UUID.fromString(correlationId)
                : UUID.nameUUIDFromBytes(correlationId.getBytes(StandardCharsets.UTF_8));
    }
}
