package rollcall.store.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.store.legacy.Predecessor.Version;

/** Report, queues, schedules and other tables. */
class LegacyRestTest {
    @TempDir
    private Path folder;

    private Terminal terminal;
    private Predecessor old;

    @BeforeEach
    void open() throws Exception {
        terminal = new Terminal(folder.resolve("home"), "Asia/Manila");
        old = new Predecessor(folder.resolve("old"), Version.SCHEDULED);
    }

    @AfterEach
    void close() throws Exception {
        terminal.close();
    }

    private int take() {
        return terminal.take(old.file(), Optional.empty());
    }

    @Test
    void every_skipped_row_is_in_the_report_and_the_first_are_on_the_output() throws Exception {
        for (int i = 0; i < 30; i++) {
            old.scan("S1", "2025-11-28T07:10:00", "time_in", "absent");
        }
        assertThat(take()).isZero();
        assertThat(terminal.lines)
                .filteredOn(line -> line.startsWith("skipped attendance"))
                .hasSize(20);
        assertThat(terminal.lines)
                .anyMatch(line -> line.contains("30 x skipped attendance: status is absent"))
                .anyMatch(line -> line.startsWith("... and 10 more"));
        assertThat(terminal.reports()).singleElement().satisfies(report -> {
            assertThat(report.lines().filter(line -> line.startsWith("skipped attendance")))
                    .hasSize(30);
            assertThat(report).contains("skipped attendance 30: status is absent, which is no scan");
        });
    }

    @Test
    void queues_add_nothing_but_are_accounted_for() throws Exception {
        old.scan("S1", "2025-11-28T07:10:00", "time_in", "present");
        old.scan("S1", "2025-11-28T07:10:00", "time_in", "absent");
        for (String queue : List.of("sync_queue", "failed_sync_queue")) {
            String insert = "INSERT INTO " + queue + " (record_type, record_id, data) VALUES (?, ?, ?)";
            old.sql(insert, "attendance", 1, "{\"attendance\": {\"id\": 1}, \"photo_path\": null}");
            old.sql(insert, "attendance", 1, "{'attendance': 1}");
            old.sql(insert, "attendance", 77, "{}");
            old.sql(insert, "student", 1, "{}");
            old.sql(insert, "attendance", 2, "{}");
        }
        assertThat(take()).isZero();
        assertThat(terminal.counts("sync_queue")).containsExactly(5, 0, 1, 4);
        assertThat(terminal.counts("failed_sync_queue")).containsExactly(5, 0, 1, 4);
        assertThat(terminal.lines)
                .contains(
                        "skipped sync_queue 2: data is no JSON; its attendance row stands for it",
                        "skipped sync_queue 3: there is no attendance row for it",
                        "skipped sync_queue 4: record_type is not attendance",
                        "skipped sync_queue 5: its attendance row is skipped");
        assertThat(terminal.store.queue().pending()).isEqualTo(1);
        assertThat(terminal.addsUp()).isTrue();
    }

    @Test
    void other_tables_are_counted_and_named() throws Exception {
        old.sql("INSERT INTO sessions (session_name) VALUES ('one'), ('two')");
        old.sql("INSERT INTO template_cache (template_type, template_name, message_template, cached_at)"
                + " VALUES ('a', 'b', 'c', 'd')");
        old.sql("CREATE TABLE \"odd \"\" name\" (x)");

        assertThat(take()).isZero();
        assertThat(terminal.counts("sessions")).containsExactly(2, 0, 0, 2);
        assertThat(terminal.counts("template_cache")).containsExactly(1, 0, 0, 1);
        assertThat(terminal.counts("device_status")).containsExactly(1, 0, 0, 1);
        assertThat(terminal.counts("roster_sync_metadata")).containsExactly(0, 0, 0, 0);
        assertThat(terminal.counts("odd \" name")).containsExactly(0, 0, 0, 0);
    }

    @Test
    void the_default_schedule_becomes_a_suggestion_once() throws Exception {
        old.schedule("other", 0);
        old.schedule("regular", 1);
        Path suggestion = terminal.home.resolve("etc/schedule.json.from-legacy");

        assertThat(take()).isZero();
        assertThat(suggestion)
                .content()
                .isEqualToIgnoringWhitespace("{\"schedules\":[{\"name\":\"default\",\"sections\":[],"
                        + "\"days\":[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\"],\"sessions\":["
                        + "{\"name\":\"morning\",\"login\":\"06:30-07:30\",\"lateAfter\":\"07:15\",\"logout\":\"11:30-12:30\"},"
                        + "{\"name\":\"afternoon\",\"login\":\"12:30-13:30\",\"lateAfter\":\"13:15\",\"logout\":\"16:30-17:30\"}"
                        + "]}],\"holidays\":[]}");
        assertThat(terminal.counts("school_schedules")).containsExactly(2, 1, 0, 1);
        take();
        assertThat(terminal.counts("school_schedules")).containsExactly(2, 0, 1, 1);
        Files.writeString(suggestion, "mine");
        take();
        assertThat(terminal.counts("school_schedules")).containsExactly(2, 0, 0, 2);
        assertThat(suggestion).hasContent("mine");
    }

    @Test
    void a_schedule_that_makes_no_sense_is_skipped() throws Exception {
        old.schedule("regular", 1);
        old.sql("UPDATE school_schedules SET morning_login_window_end = 'noon'");
        assertThat(take()).isZero();
        assertThat(terminal.lines).contains("skipped school_schedules 1: a time of it is not hh:mm");
        assertThat(terminal.home.resolve("etc/schedule.json.from-legacy")).doesNotExist();
    }
}
