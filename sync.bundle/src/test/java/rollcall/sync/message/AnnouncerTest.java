package rollcall.sync.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.alert.Delivery;
import rollcall.alert.Delivery.Outcome;
import rollcall.message.TextMessages;
import rollcall.scan.Student;
import rollcall.store.RosterLine;
import rollcall.store.sqlite.OpenStore;

/** Messages of a real store, on a clock that the test moves, to a service that notes what it is given. */
class AnnouncerTest {
    private static final Instant NOON = OpenStore.NOON;

    @TempDir
    private Path folder;

    private OpenStore store;
    private Instant now = NOON;
    private final List<String> carried = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private Delivery answer = Delivery.delivered("HTTP 202");
    private final Map<String, Object> settings =
            new HashMap<>(Map.of("timeZone", "UTC", "schoolName", "North", "countryPrefix", "+63"));
    private Announcer announcer;

    @BeforeEach
    void open() throws Exception {
        store = new OpenStore(folder);
        store.school.offer(
                List.of(
                        new RosterLine(new Student("S1", "Ana {time} $1\nCruz", "7-A"), "09171234567", false),
                        new RosterLine(new Student("S2", "Ben", "7-A"), "+639181234567", true),
                        RosterLine.of(new Student("S3", "Cy", "7-A")),
                        new RosterLine(new Student("S4", "", "7-A"), "09171234567", false)),
                100,
                NOON);
        announcer = started();
        step();
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    /** As after a restart. */
    private Announcer started() {
        MessagesConfig config = (MessagesConfig) Proxy.newProxyInstance(
                MessagesConfig.class.getClassLoader(),
                new Class<?>[] {MessagesConfig.class},
                (proxy, method, arguments) -> settings.getOrDefault(method.getName(), method.getDefaultValue()));
        return new Announcer(new MessageRules(config), new MessageFigures(), new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
    }

    private Delivery carry(String number, String text, String key) {
        keys.add(key);
        if (answer.outcome() == Outcome.DELIVERED) {
            carried.add(number + ": " + text);
        }
        return answer;
    }

    private void step() throws Exception {
        TextMessages service = this::carry;
        announcer.step(store.scans, store.messages, Optional.of(service));
    }

    private String states() throws Exception {
        return store.database.read(session -> String.join(
                " ", session.list("SELECT state || ':' || reason FROM message ORDER BY row", row -> row.getString(1))));
    }

    @Test
    void a_guardian_is_told_once_of_each_scan_that_counts() throws Exception {
        store.scan("S1");
        store.scan("S1", NOON.plusSeconds(60));
        step();
        assertThat(carried)
                .containsExactly(
                        "+639171234567: Ana {time} $1 Cruz arrived at North at 12:00 PM on November 24, 2026.");
        assertThat(keys).allMatch(key -> key.length() == 36);
        now = NOON.plus(Duration.ofHours(1));
        store.scan("S1", now);
        announcer = started();
        step();
        step();
        assertThat(carried).hasSize(2).last().asString().contains("left North at 1:00 PM");
        store.scan("S4", now);
        step();
        assertThat(carried).last().asString().as("no name").contains("S4 arrived");
    }

    @Test
    void who_has_no_number_or_wants_none_is_told_nothing() throws Exception {
        store.scan("S2");
        store.scan("S3");
        step();
        assertThat(carried).isEmpty();
        assertThat(store.messages.counts().dropped()).isEqualTo(2);
        assertThat(states()).startsWith("DROPPED:no number, or no message wanted");
        MessageWords words = new MessageWords(
                new GuardianMessages() {
                    @Override
                    public State state() {
                        return announcer.state();
                    }

                    @Override
                    public MessageFigures figures() {
                        return new MessageFigures();
                    }

                    @Override
                    public int budget() {
                        return 1;
                    }
                },
                store.messages);
        List<String> said = new ArrayList<>();
        assertThat(words.run("stop S3", said::add)).isOne();
        assertThat(words.run("stop S1", said::add)).isZero();
        store.scan("S4");
        step();
        assertThat(carried).as("the same guardian").isEmpty();
        assertThat(words.run("start S4", said::add)).isZero();
        store.scan("S1");
        step();
        assertThat(carried).hasSize(1);
        assertThat(words.run("", said::add)).isZero();
        assertThat(said.toString())
                .contains("0 waiting, 1 sent, 0 refused, 3 dropped")
                .doesNotContain("917", "Ana");
    }

    @Test
    void a_try_nobody_heard_of_is_made_again_under_the_same_key() throws Exception {
        store.scan("S1");
        answer = new Delivery(Outcome.RETRY, "HTTP 503", Duration.ofMinutes(2));
        step();
        step();
        assertThat(keys).as("not before it is time").hasSize(1);
        assertThat(announcer.state().problem()).contains("the SMS service: HTTP 503");
        announcer = started();
        now = NOON.plus(Duration.ofMinutes(3));
        answer = Delivery.delivered("HTTP 202");
        step();
        assertThat(keys).hasSize(2).containsOnly(keys.get(0));
        assertThat(carried).hasSize(1);
        assertThat(store.messages.tried(java.time.LocalDate.of(2026, 11, 24))).isEqualTo(2);
    }

    @Test
    void a_kill_in_the_middle_of_a_try_leaves_it_due() throws Exception {
        store.scan("S1");
        assertThatThrownBy(() -> announcer.step(store.scans, store.messages, Optional.of((number, text, key) -> {
                    keys.add(key);
                    throw new InterruptedException("killed");
                })))
                .isInstanceOf(InterruptedException.class);
        announcer = started();
        now = NOON.plus(Duration.ofMinutes(1));
        step();
        assertThat(keys).hasSize(2).containsOnly(keys.get(0));
        assertThat(carried).hasSize(1);
    }

    @Test
    void one_refused_number_is_given_up_but_a_service_that_refuses_all_is_waited_for() throws Exception {
        answer = Delivery.refused("HTTP 401");
        for (int i = 0; i < 5; i++) {
            store.scan("S1", NOON.plus(Duration.ofMinutes(11L * i)));
            now = NOON.plus(Duration.ofMinutes(11L * i));
            step();
        }
        assertThat(states()).startsWith("REFUSED:HTTP 401 REFUSED:HTTP 401 REFUSED:HTTP 401 WAITING:HTTP 401");
        assertThat(announcer.state().problem().orElseThrow()).contains("refuses everything");
        answer = Delivery.delivered("HTTP 202");
        now = NOON.plus(Duration.ofMinutes(80));
        step();
        assertThat(carried).hasSize(2);
        assertThat(announcer.state().problem()).isEmpty();
    }

    @Test
    void at_night_nothing_is_said_and_what_got_old_never_is() throws Exception {
        settings.put("quietHours", "12:00-12:30");
        settings.put("maxAgeMinutes", 60);
        announcer = started();
        store.scan("S1");
        step();
        assertThat(keys).isEmpty();
        now = NOON.plus(Duration.ofMinutes(31));
        step();
        assertThat(carried).hasSize(1);
        settings.put("quietHours", "22:00-14:00");
        announcer = started();
        store.scan("S4", now);
        step();
        now = now.plus(Duration.ofMinutes(61));
        step();
        assertThat(states()).endsWith("DROPPED:too old");
        assertThat(carried).hasSize(1);
    }

    @Test
    void the_budget_holds_over_a_restart() throws Exception {
        settings.put("dailyBudget", 1);
        announcer = started();
        store.scan("S1");
        store.scan("S4");
        step();
        announcer = started();
        step();
        assertThat(carried).hasSize(1);
        assertThat(announcer.state().problem().orElseThrow()).contains("messages.dailyBudget");
        assertThat(store.messages.counts().waiting()).isOne();
    }

    @Test
    void what_was_scanned_before_is_no_news_and_a_forgotten_student_in_no_message() throws Exception {
        store.scan("S1", NOON.minus(Duration.ofHours(3)));
        answer = Delivery.retry("HTTP 500");
        store.scan("S4");
        step();
        assertThat(states()).isEqualTo("WAITING:HTTP 500");
        store.database.write(session -> session.change("DELETE FROM guardian WHERE code = 'S4'"));
        answer = Delivery.delivered("HTTP 202");
        now = NOON.plus(Duration.ofMinutes(5));
        step();
        assertThat(carried).isEmpty();
    }

    @Test
    void guardians_of_those_not_seen_are_told_unless_too_many_are_missing() throws Exception {
        store.school.schedule("""
                {"schedules": [{"name": "all", "days": ["TUE"], "sessions":
                  [{"name": "day", "login": "07:00-08:00", "lateAfter": "07:30"}]}]}
                """, NOON);
        settings.put("absenceAt", "12:00");
        settings.put("maxAbsentPercent", 70);
        store.scan("S2");
        store.scan("S3");
        announcer = started();
        step();
        assertThat(carried)
                .containsExactly(
                        "+639171234567: Ana {time} $1 Cruz was not seen at North until 12:00 PM on November 24, 2026.",
                        "+639171234567: S4 was not seen at North until 12:00 PM on November 24, 2026.");
        announcer = started();
        step();
        assertThat(carried).as("once a day").hasSize(2);
        settings.put("maxAbsentPercent", 10);
        now = NOON.plus(Duration.ofDays(7));
        store.scan("S2", now);
        announcer = started();
        step();
        assertThat(carried).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arrival|{name} came|messages.arrival: {name} is not known; there are date, school_name",
                "late|{student_name|messages.late: a brace that belongs to no place",
                "quietHours|22-6|messages.quietHours: two times such as 22:00-06:00",
                "countryPrefix|63|messages.countryPrefix: + and 1 to 4 digits",
                "absenceAt|ten|messages.timeZone, messages.absenceAt: a zone",
            })
    void what_is_set_wrong_is_told_in_one_line(String key, String value, String complaint) {
        settings.put(key, value);
        assertThatThrownBy(this::started).hasMessageStartingWith(complaint);
    }

    @Test
    void places_may_have_two_braces() {
        assertThat(Template.of("t", "{{student_name}} {{ time }} {date}")
                        .with(Map.of("student_name", "A", "time", "B", "date", "C")))
                .isEqualTo("A B C");
    }
}
