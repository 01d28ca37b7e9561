package rollcall.http.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateFilterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/status;x=1",
                "/login/../status",
                "/login/..",
                "/./status",
                "//status",
                "/login%2Fstatus",
                "/login/%2e%2e/status",
                "/%252e",
                "/login\\status",
                "/login%5cstatus",
                "status",
                ""
            })
    void a_path_that_two_could_read_in_two_ways_is_read_in_none(String uri) {
        assertThat(GateFilter.isPlain(uri)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/scans/recent", "/api/v1/alerts/7/ack", "/system/console/bundles", "/a.b/c..d", "/%C3%A9"})
    void an_ordinary_path_is_plain(String uri) {
        assertThat(GateFilter.isPlain(uri)).isTrue();
    }
}
