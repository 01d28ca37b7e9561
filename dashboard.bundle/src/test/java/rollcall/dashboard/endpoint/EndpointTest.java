package rollcall.dashboard.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision;
import rollcall.scan.Direction;
import rollcall.scan.Evidence;
import rollcall.scan.Origin;
import rollcall.scan.PhotoReference;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;

class EndpointTest {
    private static final ScanId ID = new ScanId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
    private static final Instant AT = Instant.parse("2026-11-24T07:00:00.123Z");

    private static String json(Decision decision, Optional<Instant> synced) throws Exception {
        return json(decision, synced, Optional.empty());
    }

    private static String json(Decision decision, Optional<Instant> synced, Optional<PhotoReference> photo)
            throws Exception {
        Scan scan = new Scan(
                ID,
                7,
                new Origin("here", 1, 7),
                "a\"<b>\u00e9\u2028",
                Optional.empty(),
                decision,
                AT,
                new Evidence(ClockTrust.TRUSTED, photo, Optional.empty(), "c"),
                synced);
        return new String(
                JsonServlet.json(json -> {
                    json.writeArrayFieldStart("scans");
                    RecentScansServlet.write(json, scan);
                    json.writeEndArray();
                    json.writeNumberField("count", 1);
                }),
                StandardCharsets.UTF_8);
    }

    @Test
    void a_limit_is_1_to_1000_and_100_if_none_is_given() throws Exception {
        assertThat(RecentScansServlet.limit(null)).isEqualTo(100);
        assertThat(RecentScansServlet.limit("")).isEqualTo(100);
        assertThat(RecentScansServlet.limit("1")).isEqualTo(1);
        assertThat(RecentScansServlet.limit("1000")).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "ten", "1.5", " 5", "99999999999999999999", "1;DROP TABLE scan"})
    void any_other_limit_is_refused_with_the_range(String text) {
        assertThatThrownBy(() -> RecentScansServlet.limit(text))
                .isInstanceOf(JsonServlet.BadRequestException.class)
                .hasMessageContaining("allowed are 1 to 1000");
    }

    @Test
    void a_long_limit_is_not_echoed_at_length() {
        assertThatThrownBy(() -> RecentScansServlet.limit("9".repeat(5_000)))
                .message()
                .hasSizeLessThan(100);
    }

    @Test
    void a_scan_has_the_keys_of_the_predecessor_in_their_order() throws Exception {
        String time = SeedTime.of(AT);
        assertThat(json(new Decision.Accepted(Direction.LOGIN, false, false, ""), Optional.empty()))
                .isEqualTo("""
                        {
                          "scans": [
                            {
                              "id": 7,
                              "student_number": "a\\"<b>\\u00E9\\u2028",
                              "timestamp": "%s",
                              "scan_type": "time_in",
                              "status": "present",
                              "photo_path": null,
                              "synced": 0,
                              "sync_timestamp": null
                            }
                          ],
                          "count": 1
                        }""".formatted(time));
    }

    @Test
    void duplicates_refusals_and_synced_scans_say_so() throws Exception {
        assertThat(json(new Decision.Duplicate(Direction.LOGOUT, AT), Optional.empty()))
                .contains("\"scan_type\": \"time_out\"", "\"status\": \"duplicate\"");
        assertThat(json(new Decision.Rejected(Decision.Reason.UNKNOWN_CODE), Optional.empty()))
                .contains("\"scan_type\": \"\"", "\"status\": \"rejected\"");
        assertThat(json(new Decision.Accepted(Direction.LOGOUT, false, true, ""), Optional.of(AT)))
                .contains("\"synced\": 1", "\"sync_timestamp\": \"" + SeedTime.of(AT) + "\"");
    }

    @Test
    void a_late_scan_and_a_photo_are_shown() throws Exception {
        String sha256 = "ab".repeat(32);
        PhotoReference photo = new PhotoReference("2026/11/24/" + sha256 + ".jpg", sha256, 9);
        assertThat(json(new Decision.Accepted(Direction.LOGIN, true, true, ""), Optional.empty(), Optional.of(photo)))
                .contains("\"status\": \"late\"", "\"photo_path\": \"data/photos/2026/11/24/" + sha256 + ".jpg\"");
    }

    @Test
    void times_are_local_without_an_offset_and_with_microseconds() {
        assertThat(SeedTime.of(AT, ZoneId.of("Asia/Manila"))).isEqualTo("2026-11-24T15:00:00.123000");
    }

    @Test
    void an_empty_list_is_an_empty_list() throws Exception {
        assertThat(new String(
                        JsonServlet.json(json -> {
                            json.writeArrayFieldStart("scans");
                            json.writeEndArray();
                        }),
                        StandardCharsets.UTF_8))
                .contains("\"scans\": []");
    }
}
