package rollcall.access.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginPageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "/\"><script>",
                "/a//b",
                "javascript:x",
                "/a\r\nSet-Cookie: x"
            })
    void it_leads_nowhere_but_to_this_terminal(String to) {
        assertThat(LoginPage.safe(to)).isEqualTo("/");
    }

    @Test
    void it_leads_to_where_somebody_was_going() throws Exception {
        assertThat(LoginPage.safe("/system/console/bundles")).isEqualTo("/system/console/bundles");
        String page = new String(new LoginPage().html("Wrong.", "/status"), StandardCharsets.UTF_8);
        assertThat(page)
                .contains("value=\"/status\"", "role=\"alert\">Wrong.</p>")
                .doesNotContain("{");
    }
}
