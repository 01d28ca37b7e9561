package rollcall.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.alert.Alert;
import rollcall.alert.AlertState;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

class FilesTest {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path folder;

    private static Notice notice(int number) {
        Alert alert = new Alert(
                new UUID(0, number),
                "DISK_FULL",
                "data",
                "gate",
                Severity.CRITICAL,
                AlertState.FIRING,
                "Disk usage at " + number,
                Map.of("percent", String.valueOf(number)),
                List.of("Look"),
                AT,
                AT,
                1,
                1,
                "");
        return new Notice("key-" + number, Notice.Kind.FIRING, List.of(alert), AT, "docs/runbook.md#disk_full");
    }

    @Test
    void the_file_holds_the_last_thousand_and_each_once() throws Exception {
        Path file = folder.resolve("logs/alerts.json");
        FileChannel channel = new FileChannel(file);
        assertThat(file).hasContent("[]");
        for (int i = 0; i < 1_005; i++) {
            channel.deliver(notice(i));
        }
        FileChannel after = new FileChannel(file);
        assertThat(after.deliver(notice(1_004)).outcome()).isEqualTo(Delivery.Outcome.DELIVERED);
        List<String> entries = Files.readAllLines(file).stream()
                .filter(line -> line.contains("alert_type"))
                .toList();
        assertThat(entries).hasSize(1_000);
        assertThat(entries.get(0)).contains("\"message\":\"Disk usage at 5\"", "\"details\":{\"percent\":5}");
        assertThat(entries.get(999)).contains("Disk usage at 1004");
    }

    @Test
    void a_damaged_file_is_set_aside() throws Exception {
        Path file = folder.resolve("alerts.json");
        Files.writeString(file, "[{\"alert_type\": \"disk_fu");
        new FileChannel(file).deliver(notice(1));
        assertThat(Files.readString(file)).contains("Disk usage at 1");
        assertThat(folder.resolve("alerts.json.damaged")).exists();
    }

    @Test
    void a_line_looks_as_the_predecessor_wrote_it() throws Exception {
        Path file = folder.resolve("new/alerts.log");
        new LogChannel(file).deliver(notice(95));
        assertThat(Files.readString(file))
                .matches(
                        "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} - CRITICAL - ALERT \\[disk_full\\] Disk usage at 95\\n");
    }

    @Test
    void an_sms_is_one_segment_of_the_gsm_alphabet() {
        assertThat(SmsText.of(notice(95))).isEqualTo("CRITICAL ALERT: Disk usage at 95 - Details: percent=95 @gate");
        assertThat(SmsText.gsm("Peña š 漢 {x}")).isEqualTo("Peña s ? ?x?");
    }
}
