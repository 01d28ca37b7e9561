package rollcall.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.store.DeviceState;
import rollcall.store.School;
import rollcall.store.sqlite.OpenStore;
import rollcall.store.sqlite.SqliteDeviceState;
import rollcall.sync.request.Requests;

/** Pulls from a real server into a real store, stepped by hand. */
class PullTest {
    private static final String CSV = "code,name,section,guardian_phone\nS1,Ana Canary,7-A,+639171234567\nS2,Ben,,\n";

    @TempDir
    private Path folder;

    private final List<Headers> asked = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new java.util.logging.SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private HttpServer server;
    private OpenStore store;
    private DeviceState memory;
    private long nanos;

    private String body = CSV;
    private String type = "text/csv";
    private Optional<String> tag = Optional.of("\"v1\"");
    private int status = 200;

    @BeforeEach
    void open() throws Exception {
        store = new OpenStore(folder);
        memory = new SqliteDeviceState(store.database);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/roster.csv", this::answer);
        server.start();
        Logger.getLogger("rollcall.sync").addHandler(ear);
    }

    @AfterEach
    void close() throws Exception {
        Logger.getLogger("rollcall.sync").removeHandler(ear);
        server.stop(0);
        store.close();
        assertThat(lines.toString()).as("nobody's data in the log").doesNotContain("Ana", "917123", "S1", "hush");
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders());
        exchange.getResponseHeaders().set("Content-Type", type);
        tag.ifPresent(value -> exchange.getResponseHeaders().set("ETag", value));
        exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/login");
        boolean same =
                tag.isPresent() && tag.get().equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        byte[] bytes = same ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(same ? 304 : status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (IOException e) {
            // Who asks hangs up when it has read enough.
            lines.add("hung up");
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private Pull pull(Source source, Pull.Taking taking) {
        return new Pull(
                "roster",
                source,
                taking,
                new Pull.Settings(Duration.ofMinutes(15), "here"),
                new rollcall.sync.drain.SyncFigures(),
                Clock.fixed(OpenStore.NOON, ZoneOffset.UTC),
                () -> nanos,
                () -> 0.5);
    }

    private static Web web() {
        return new Web(
                Optional.empty(), Map.of("Authorization", "Bearer hush"), Duration.ofSeconds(20), new Requests());
    }

    private Pull roster() {
        return pull(
                new FileSource(web(), address("/roster.csv")),
                (school, texts, at) -> school.offer(new RosterRows(true).file(school, texts.get(0)), 20, at));
    }

    private Duration step(Pull pull) throws Exception {
        return pull.step(store.school, memory);
    }

    private int students() throws Exception {
        return store.school.standing().students();
    }

    @Test
    void a_file_is_fetched_once_and_then_only_when_it_changed() throws Exception {
        Pull pull = roster();
        assertThat(step(pull)).isEqualTo(Duration.ofMinutes(15));
        assertThat(students()).isEqualTo(2);
        assertThat(store.number("SELECT count(*) FROM guardian")).isOne();
        assertThat(step(pull)).as("not yet").isEqualTo(Duration.ofMinutes(15));
        assertThat(asked).hasSize(1);
        // Another pull is one after a restart.
        Pull again = roster();
        step(again);
        assertThat(asked.get(1).getFirst("If-None-Match")).isEqualTo("\"v1\"");
        assertThat(asked.get(1).getFirst("Authorization")).isEqualTo("Bearer hush");
        tag = Optional.of("\"v2\"");
        body = CSV + "S3,Cy,7-A,\n";
        again.hurry();
        step(again);
        assertThat(students()).isEqualTo(3);
        assertThat(again.state().problem()).isEmpty();
    }

    @Test
    void once_a_day_all_of_it_is_fetched_whatever_the_far_end_says_of_changes() throws Exception {
        Pull pull = roster();
        step(pull);
        body = CSV + "S3,Cy,7-A,\n";
        nanos += Duration.ofHours(25).toNanos();
        step(pull);
        assertThat(students()).isEqualTo(3);
    }

    @Test
    void a_roster_that_lost_too_many_is_held_and_can_be_accepted() throws Exception {
        Pull pull = roster();
        step(pull);
        tag = Optional.of("\"v2\"");
        body = "code,name,section\nS1,Ana Canary,7-A\n";
        pull.hurry();
        step(pull);
        assertThat(students()).isEqualTo(2);
        List<String> said = new ArrayList<>();
        RosterWords words = new RosterWords(
                new Pulls() {
                    @Override
                    public List<Pull.State> states() {
                        return List.of(pull.state());
                    }

                    @Override
                    public void hurry() {
                        pull.hurry();
                    }
                },
                store.school);
        assertThat(words.run("", said::add)).isZero();
        assertThat(String.join("\n", said))
                .contains("2 students, from the far end")
                .contains("a roster of 1 students waits since ")
                .contains(": 1 students would go, 0 would come")
                .doesNotContain("Ana");
        assertThat(words.run("accept", said::add)).isZero();
        assertThat(students()).isOne();
        assertThat(words.run("accept", said::add)).isOne();
        assertThat(words.run("discard", said::add)).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|text/html|<html>Sign in, Ana</html>|a web page came instead",
                "200|text/csv| <!DOCTYPE html>|a web page came instead",
                "302|text/csv|moved|redirected, which is not followed",
                "401|text/csv|no|HTTP 401; look at the token in secrets/",
                "500|text/csv|no|HTTP 500",
                "200|text/csv|Ana,S1|line 1: expected is code,name,section",
                "200|application/json|[{\"code\":\"S1\"},{\"code\":\"S1\"}]|a code stands twice in the roster",
                "200|application/json|[{\"code\":\" \"}]|row 1: a code of 1 to 199 characters is expected",
                "200|application/json|[{\"code\":\"S1\", oops Ana}]|line 1: not valid JSON",
                "200|application/json|[]|a roster of 0 students: allowed are 1 to 100000",
            })
    void what_is_no_roster_changes_nothing(int code, String kind, String text, String problem) throws Exception {
        Pull pull = roster();
        step(pull);
        tag = Optional.empty();
        status = code;
        type = kind;
        body = text;
        pull.hurry();
        assertThat(step(pull)).isEqualTo(Duration.ofMillis(7_500));
        assertThat(pull.state().problem().orElseThrow()).contains(problem);
        assertThat(pull.state().lastSuccess()).contains(OpenStore.NOON);
        assertThat(students()).isEqualTo(2);
    }

    @Test
    void a_text_without_an_end_is_given_up() throws Exception {
        body = "x".repeat(Web.LONGEST + 1);
        Pull pull = roster();
        step(pull);
        assertThat(pull.state().problem().orElseThrow()).contains("longer than");
    }

    @Test
    void a_server_that_is_away_is_asked_again_ever_more_rarely() throws Exception {
        Pull pull = roster();
        step(pull);
        server.stop(0);
        nanos += Duration.ofHours(1).toNanos();
        List<Duration> rests = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            pull.hurry();
            rests.add(step(pull));
        }
        assertThat(rests.get(0)).isEqualTo(Duration.ofMillis(7_500));
        assertThat(rests.get(8))
                .isEqualTo(Duration.ofMinutes(15).multipliedBy(3).dividedBy(4));
        assertThat(students()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void json_is_read_as_well_and_numbers_only_kept_where_wanted(boolean guardians) throws Exception {
        List<rollcall.store.RosterLine> read = new RosterRows(guardians).file(store.school, """
                [{"code": "S1", "name": "Ana\\nCanary", "section": null, "guardian_phone": "+63 917 123 4567", "opt_out": true},
                 {"code": 17, "more": {"deep": ["x"]}}]
                """);
        assertThat(read).extracting(line -> line.student().code()).containsExactly("S1", "17");
        assertThat(read.get(0).student().name()).isEqualTo("Ana Canary");
        assertThat(read.get(0).phone()).isEqualTo(guardians ? "+639171234567" : "");
        assertThat(read.get(0).optOut()).isEqualTo(guardians);
    }

    @Test
    void the_predecessors_tables_are_read_page_by_page() throws Exception {
        int total = 2_345;
        List<String> queries = new ArrayList<>();
        server.createContext("/rest/v1/students", exchange -> {
            String query = exchange.getRequestURI().getRawQuery();
            queries.add(query);
            boolean probe = query.contains("select=updated_at");
            int offset = probe ? 0 : Integer.parseInt(query.replaceAll(".*offset=", ""));
            List<String> rows = new ArrayList<>();
            // The server gives no more than 700 whatever is asked for.
            for (int i = offset; i < Math.min(total, offset + (probe ? 1 : 700)); i++) {
                rows.add(
                        probe
                                ? "{\"updated_at\":\"2026-11-25T00:00:00+00:00\"}"
                                : "{\"student_number\":\"S" + i
                                        + "\",\"first_name\":\"Ana\",\"middle_name\":null,\"last_name\":\"Cruz\",\"suffix\":\"\","
                                        + "\"section\":\"7-A\",\"parent_guardian_contact\":\"0917-123-4567\"}");
            }
            byte[] bytes = ("[" + String.join(",", rows) + "]").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Content-Range", offset + "-" + (offset + rows.size() - 1) + "/" + total);
            exchange.sendResponseHeaders(206, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        Pull pull = pull(
                new TableSource(web(), address("/rest/v1"), "students", "student_number,first_name", "student_number"),
                (school, texts, at) -> school.offer(new RosterRows(true).students(texts), 20, at));
        step(pull);
        assertThat(pull.state().problem()).isEmpty();
        assertThat(students()).isEqualTo(total);
        assertThat(queries).hasSize(1 + 4);
        assertThat(store.number("SELECT count(*) FROM guardian WHERE phone = '09171234567'"))
                .isEqualTo(total);
        pull.hurry();
        step(pull);
        assertThat(queries).as("nothing changed, so one question").hasSize(1 + 4 + 1);
    }

    @Test
    void the_predecessors_schedules_become_one_of_ours() throws Exception {
        String row = """
                {"id":"1","name":"NAME","is_default":DEFAULT,"apply_saturday":true,"apply_monday":null,
                 "sections":[{"section_code":"7-A"},{"section_code":"7-B"}],
                 "morning_start_time":"07:00:00","morning_login_window_start":"06:30:00","morning_login_window_end":"07:30:00",
                 "morning_logout_window_start":"11:30:00","morning_logout_window_end":"12:30:00","morning_late_threshold_minutes":15,
                 "afternoon_start_time":"13:00:00","afternoon_login_window_start":"12:30:00","afternoon_login_window_end":"13:30:00",
                 "afternoon_logout_window_start":"16:30:00","afternoon_logout_window_end":"17:30:00","afternoon_late_threshold_minutes":90}
                """;
        String text = ScheduleRows.json(List.of(
                "[" + row.replace("NAME", "usual").replace("DEFAULT", "true") + "]",
                "[" + row.replace("NAME", "seven").replace("DEFAULT", "false") + "]"));
        assertThat(text)
                .contains(
                        "\"name\":\"usual\",\"sections\":[],\"days\":[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\",\"SAT\"]")
                .contains("\"name\":\"seven\",\"sections\":[\"7-A\",\"7-B\"]")
                .contains("\"login\":\"06:30-07:30\",\"lateAfter\":\"07:15\",\"logout\":\"11:30-12:30\"")
                .contains("\"login\":\"12:30-13:30\",\"lateAfter\":\"13:30\"");
        assertThat(store.school.schedule(text, Instant.EPOCH)).isEqualTo(School.Taken.APPLIED);
    }
}
