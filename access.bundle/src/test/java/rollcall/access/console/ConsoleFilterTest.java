package rollcall.access.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/configMgr",
                "/configMgr/rollcall.alerts",
                "/CONFIGMGR.json",
                "/status-Configurations",
                "/status-Configurations.nfo",
                "/status-Services.zip",
                "/status",
                "/status/all.txt"
            })
    void what_would_show_the_configuration_is_closed(String path) {
        assertThat(ConsoleFilter.isTelling(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bundles",
                "/bundles/7.json",
                "/services",
                "/status-Threads",
                "/components/12",
                "/res/ui/config.js"
            })
    void the_rest_is_open(String path) {
        assertThat(ConsoleFilter.isTelling(path)).isFalse();
    }

    @Test
    void a_page_gets_its_token_and_nothing_else_gets_in() {
        assertThat(ConsolePage.with("<html><head><title>x</title>", "ab"))
                .isEqualTo("<html><head><meta name=\"form-token\" content=\"ab\" />"
                        + "<script src=\"/console.js\"></script><title>x</title>");
        assertThat(ConsolePage.with("no page", "ab")).isEqualTo("no page");
    }
}
