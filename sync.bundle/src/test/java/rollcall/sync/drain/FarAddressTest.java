package rollcall.sync.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FarAddressTest {
    private static final String KEY = "sync.postgrest.url";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "https://",
                "https:///rest",
                "https://a b/rest",
                "htps://a.example/rest",
                "ftp://a.example/rest",
                "a.example/rest/v1",
                "https://exa_mple/rest",
                "https://a.example:port/rest",
                "https://[::1/rest",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "https://a.example/%zz",
                "https://a.example/\nrest"
            })
    void what_is_no_web_address_is_explained(String text) {
        assertThatThrownBy(() -> FarAddress.web(KEY, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(KEY)
                .hasMessageContaining("https://")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:hunter2@a.example/rest",
                "https://a.example/rest?apikey=hunter2",
                "https://a.example/rest#hunter2"
            })
    void a_secret_in_an_address_is_refused_and_not_repeated(String text) {
        assertThatThrownBy(() -> FarAddress.web(KEY, text))
                .hasMessageContaining("secrets/")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void plain_http_is_for_this_machine_alone() {
        assertThat(FarAddress.web(KEY, "http://127.0.0.1:3000/").getPort()).isEqualTo(3_000);
        assertThatThrownBy(() -> FarAddress.web(KEY, "http://a.example/")).hasMessageContaining("only https");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a/", "/b", "a:0/b", "a:65536/b", "a:1/b?ssl=false", "jdbc:postgresql://a/b", "a/b c"})
    void what_is_no_database_is_explained(String text) {
        assertThatThrownBy(() -> FarAddress.Database.parse("sync.postgresql.database", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sync.postgresql.database");
    }
}
