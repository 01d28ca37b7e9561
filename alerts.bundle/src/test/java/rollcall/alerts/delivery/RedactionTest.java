package rollcall.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth_header: Bearer token123 | auth_header: ***",
                "at https://u:pw@host/x | at https://host/x",
                "https://hooks.slack.com/services/T0/B0/XyZ failed | https://hooks.slack.com/services/*** failed",
                "connection_string=Server;Pw | connection_string=***",
                "psk: abcdefgh | psk: ***",
                "to +639171234567 | to +639***4567",
                "tokens_per_min 5 | tokens_per_min 5"
            })
    void what_the_predecessor_leaked_is_masked_and_what_it_masked_for_nothing_is_not(String text, String clean) {
        assertThat(Redaction.clean(text)).isEqualTo(clean);
    }

    @Test
    void no_line_is_forged_and_a_megabyte_is_cut() {
        assertThat(Redaction.clean("a\r\n2026-01-01 CRITICAL forged\u001b[31m\u2028b"))
                .isEqualTo("a 2026-01-01 CRITICAL forged [31m b");
        assertThat(Redaction.clean("x".repeat(1 << 20))).hasSize(500);
    }
}
