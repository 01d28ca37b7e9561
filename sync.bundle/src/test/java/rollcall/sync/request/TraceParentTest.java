package rollcall.sync.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Direction;
import rollcall.scan.Evidence;
import rollcall.scan.Origin;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;

class TraceParentTest {
    private static final String ID = "01900000-0000-7000-8000-0000000000ff";

    private static Scan scan(String correlationId) {
        return new Scan(
                new ScanId(UUID.fromString(ID)),
                1,
                new Origin("gate-1", 1, 1),
                "S1",
                Optional.empty(),
                new Accepted(Direction.LOGIN, false, true, ""),
                Instant.parse("2026-11-25T07:00:00Z"),
                new Evidence(ClockTrust.TRUSTED, Optional.empty(), Optional.empty(), correlationId),
                Optional.empty());
    }

    @Test
    void the_trace_is_the_correlation_id_of_the_first_scan() {
        Scan first = scan(ID);
        String header = TraceParent.of(List.of(first, scan("other")));
        assertThat(header).matches("00-" + ID.replace("-", "") + "-[0-9a-f]{16}-01");
        assertThat(TraceParent.of(List.of(first, scan("other")))).isEqualTo(header);
        assertThat(TraceParent.of(List.of(first))).isNotEqualTo(header);
    }

    @Test
    void an_id_in_another_form_makes_a_header_all_the_same() {
        String header = TraceParent.of(List.of(scan("att-17-\"\n1764")));
        assertThat(header).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").doesNotContain("0".repeat(32));
        assertThat(TraceParent.of(List.of(scan("att-17-\"\n1764")))).isEqualTo(header);
    }
}
