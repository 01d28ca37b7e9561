package rollcall.http.listener;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCheckTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "localhost, true",
        "LocalHost, true",
        "[::1], true",
        "127.0.0.1.evil.example, false",
        "evil.example, false",
        "127.0.0.2, false",
        "'', false"
    })
    void only_loopback_names_pass(String name, boolean passes) {
        assertThat(HostCheck.isLoopback(name)).isEqualTo(passes);
    }
}
