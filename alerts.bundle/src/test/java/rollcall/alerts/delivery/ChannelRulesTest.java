package rollcall.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.alert.AlertChannel;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

class ChannelRulesTest {
    private static final Instant NIGHT = Instant.parse("2026-11-24T23:00:00Z");

    private final List<String> problems = new ArrayList<>();

    private record Plain(String name) implements AlertChannel {
        @Override
        public Severity least() {
            return Severity.WARNING;
        }

        @Override
        public Delivery deliver(Notice notice) {
            return Delivery.delivered("");
        }
    }

    private Route route(String channel, String... lines) {
        QuietHours quiet = QuietHours.of("20:00-06:30", ZoneOffset.UTC);
        return new ChannelRules(quiet, List.of(lines), ZoneOffset.UTC, problems::add).route(new Plain(channel));
    }

    @Test
    void a_channel_says_of_itself_what_no_line_says() {
        Route route = route("pigeon", "owl least=critical");
        assertThat(route.least()).isEqualTo(Severity.WARNING);
        assertThat(route.afterMinutes()).isZero();
        assertThat(route.hourly()).isEqualTo(60);
        assertThat(route.quiet().left(NIGHT)).isEqualTo(Duration.ofMinutes(450));
    }

    @Test
    void a_line_changes_what_it_names() {
        Route route = route("pigeon", "pigeon least=error after=15 quiet=22:00-23:30 hourly=5");
        assertThat(route.least()).isEqualTo(Severity.ERROR);
        assertThat(route.afterMinutes()).isEqualTo(15);
        assertThat(route.hourly()).isEqualTo(5);
        assertThat(route.quiet().left(NIGHT)).isEqualTo(Duration.ofMinutes(30));
        assertThat(route("pigeon", "pigeon quiet=no").quiet().left(NIGHT)).isEqualTo(Duration.ZERO);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pigeon",
                "Pigeon least=error",
                "pigeon least=loud",
                "pigeon after=-1",
                "pigeon after=1441",
                "pigeon hourly=1001",
                "pigeon hourly=99999999999",
                "pigeon quiet=25:00-06:00",
                "pigeon colour=red",
                "pigeon least=error least=info",
                "pigeon =error",
                "pigeon\nforged least=info"
            })
    void a_line_that_is_wrong_is_told_in_one_line_and_hinders_no_other(String line) {
        Route route = route("pigeon", line, "pigeon hourly=7");
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("alerts.channels = ")
                .contains("allowed are");
        assertThat(problems.get(0)).doesNotContain("\n").hasSizeLessThan(700);
        assertThat(route.hourly()).isEqualTo(7);
    }

    @Test
    void of_two_lines_for_one_channel_the_first_counts_and_it_is_told() {
        assertThat(route("pigeon", "pigeon hourly=7", "pigeon hourly=8").hourly())
                .isEqualTo(7);
        assertThat(problems).singleElement().asString().contains("set up twice");
    }

    @ParameterizedTest
    @CsvSource({
        "20:00-06:30, 2026-11-24T19:59:00Z, 0",
        "20:00-06:30, 2026-11-24T20:00:00Z, 630",
        "20:00-06:30, 2026-11-25T06:29:00Z, 1",
        "20:00-06:30, 2026-11-25T06:30:00Z, 0",
        "12:00-13:00, 2026-11-24T12:30:00Z, 30",
        "'', 2026-11-24T00:00:00Z, 0"
    })
    void quiet_hours_end_when_they_say(String hours, Instant now, long minutes) {
        assertThat(QuietHours.of(hours, ZoneOffset.UTC).left(now)).isEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void the_night_on_which_clocks_are_put_back_is_an_hour_longer() {
        QuietHours hours = QuietHours.of("20:00-06:30", ZoneId.of("Europe/Berlin"));
        assertThat(hours.left(Instant.parse("2026-10-24T18:00:00Z"))).isEqualTo(Duration.ofMinutes(690));
    }
}
