package rollcall.alerts.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.alert.Alert;
import rollcall.alert.AlertChannel;
import rollcall.alert.AlertState;
import rollcall.alert.AlertStore;
import rollcall.alert.AlertType;
import rollcall.alert.Condition;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Pending;
import rollcall.alert.Severity;
import rollcall.alert.Silence;
import rollcall.alerts.delivery.ChannelRules;
import rollcall.alerts.delivery.Outbox;
import rollcall.alerts.delivery.QuietHours;
import rollcall.alerts.life.LifeCycle;
import rollcall.alerts.life.Times;
import rollcall.store.StoreException;

class DeskTest {
    private final Times times = new Times();
    private final Memory store = new Memory();
    private final Ear ear = new Ear("push", 0);
    private final Ear sms = new Ear("sms", 10);
    private final List<AlertChannel> channels = new ArrayList<>(List.of(ear, sms));
    private ChannelRules rules = rules("");
    private Executor executor = Runnable::run;
    private Desk desk = desk();

    private static ChannelRules rules(String quiet, String... lines) {
        return new ChannelRules(QuietHours.of(quiet, ZoneOffset.UTC), List.of(lines), ZoneOffset.UTC, problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    private Desk desk() {
        return new Desk(
                new LifeCycle(Times.RULES, "here", java.util.UUID::randomUUID),
                new Outbox(() -> 0.5, "runbook"),
                new Desk.Surroundings(() -> Optional.of(store), () -> channels, rules::route, executor, times::now));
    }

    private void raise(String source, Severity severity) {
        desk.give(now -> desk.life().raise(Times.condition("DISK_FULL", source, severity), now));
        desk.step();
    }

    private void pass(Duration time) {
        for (long i = 0; i < time.toSeconds(); i += 5) {
            times.pass(Duration.ofSeconds(5));
            desk.step();
        }
    }

    @Test
    void one_channel_that_fails_is_tried_until_it_works_whatever_others_do() {
        sms.answer = Delivery.delivered("");
        ear.answer = Delivery.retry("busy");
        raise("data", Severity.CRITICAL);
        pass(Duration.ofMinutes(20));
        assertThat(sms.heard).hasSize(1);
        int failed = ear.tries;
        assertThat(failed).isBetween(5, 12);
        ear.answer = Delivery.delivered("");
        pass(Duration.ofMinutes(16));
        assertThat(ear.heard).extracting(Notice::key).hasSize(1);
    }

    @Test
    void what_throws_or_hangs_up_counts_as_a_try() {
        ear.fault = new IllegalStateException("boom");
        raise("data", Severity.CRITICAL);
        pass(Duration.ofSeconds(15));
        assertThat(ear.heard).isEmpty();
        ear.fault = null;
        pass(Duration.ofMinutes(1));
        assertThat(ear.heard).hasSize(1);
    }

    @Test
    void a_refusal_is_final_and_kept_for_somebody_to_see() {
        ear.answer = Delivery.refused("HTTP 401");
        raise("data", Severity.CRITICAL);
        pass(Duration.ofMinutes(30));
        assertThat(ear.tries).isEqualTo(1);
        assertThat(store.rows.values())
                .filteredOn(row -> row.state() == Pending.State.DEAD)
                .extracting(Pending::answer)
                .containsExactly("HTTP 401");
    }

    @Test
    void a_channel_that_asks_for_a_pause_gets_it() {
        ear.answer = new Delivery(Delivery.Outcome.RETRY, "HTTP 429", Duration.ofMinutes(10));
        raise("data", Severity.CRITICAL);
        pass(Duration.ofMinutes(9));
        assertThat(ear.tries).isEqualTo(1);
    }

    @Test
    void the_next_level_hears_of_it_only_if_nobody_took_it() {
        raise("data", Severity.CRITICAL);
        raise("photos", Severity.CRITICAL);
        pass(Duration.ofMinutes(5));
        assertThat(sms.heard).isEmpty();
        desk.give(now -> desk.life().acknowledge("DISK_FULL", "data", "admin", now));
        pass(Duration.ofMinutes(10));
        assertThat(sms.heard).extracting(notice -> notice.alert().source()).containsExactly("photos");
    }

    @Test
    void a_day_offline_ends_in_one_summary_and_the_critical_ones_each() {
        channels.remove(sms);
        ear.answer = Delivery.retry("no answer");
        for (int i = 0; i < 10; i++) {
            raise("s" + i, Severity.WARNING);
            pass(Duration.ofMinutes(1));
        }
        raise("data", Severity.CRITICAL);
        pass(Duration.ofHours(24));
        ear.answer = Delivery.delivered("");
        pass(Duration.ofHours(1));
        List<Notice> critical = ear.heard.stream()
                .filter(notice -> notice.alert().severity() == Severity.CRITICAL)
                .toList();
        assertThat(critical).isNotEmpty().allMatch(notice -> notice.alerts().size() == 1);
        assertThat(ear.heard.size() - critical.size()).isLessThanOrEqualTo(3);
        assertThat(ear.heard.stream()
                        .flatMap(notice -> notice.alerts().stream())
                        .map(Alert::source))
                .contains("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "data");
        assertThat(ear.heard).extracting(Notice::key).doesNotHaveDuplicates();
    }

    @Test
    void a_lost_answer_brings_the_same_key_again() {
        ear.answer = Delivery.retry("answer lost");
        for (int i = 0; i < 3; i++) {
            raise("s" + i, Severity.WARNING);
        }
        pass(Duration.ofMinutes(2));
        assertThat(ear.keys).hasSizeGreaterThan(1);
        raise("later", Severity.WARNING);
        desk = desk();
        pass(Duration.ofMinutes(30));
        List<String> summaries =
                ear.keys.stream().filter(key -> key.contains("+")).distinct().toList();
        assertThat(summaries).hasSize(1);
    }

    @Test
    void what_the_store_cannot_keep_is_told_and_kept_later() {
        store.broken = true;
        raise("data", Severity.CRITICAL);
        pass(Duration.ofSeconds(20));
        assertThat(ear.heard).hasSize(1);
        store.broken = false;
        pass(Duration.ofSeconds(5));
        assertThat(store.alerts.values()).extracting(Alert::state).containsExactly(AlertState.FIRING);
    }

    @Test
    void a_crash_between_keeping_and_telling_loses_nothing() {
        ear.answer = Delivery.retry("dead line");
        raise("data", Severity.CRITICAL);
        pass(Duration.ofSeconds(20));
        desk = desk();
        ear.answer = Delivery.delivered("");
        pass(Duration.ofMinutes(1));
        assertThat(ear.heard).hasSize(1);
        assertThat(ear.keys).hasSizeGreaterThan(1).containsOnly(ear.heard.get(0).key());
    }

    @Test
    void a_channel_dropped_in_hears_of_what_comes() {
        Ear late = new Ear("late", 0);
        channels.add(late);
        raise("data", Severity.CRITICAL);
        pass(Duration.ofSeconds(20));
        assertThat(late.heard).hasSize(1);
    }

    @Test
    void a_channel_that_leaves_hears_of_it_when_it_is_back() {
        ear.answer = Delivery.retry("going");
        raise("data", Severity.CRITICAL);
        pass(Duration.ofSeconds(20));
        channels.remove(ear);
        pass(Duration.ofMinutes(2));
        ear.answer = Delivery.delivered("");
        channels.add(ear);
        pass(Duration.ofSeconds(20));
        assertThat(ear.heard).hasSize(1);
    }

    @Test
    void at_night_only_critical_is_told_and_the_rest_in_one_summary_in_the_morning() {
        rules = rules("20:00-06:30", "sms quiet=no after=0");
        desk = desk();
        pass(Duration.ofHours(9));
        for (int i = 0; i < 5; i++) {
            raise("s" + i, Severity.ERROR);
        }
        raise("data", Severity.CRITICAL);
        pass(Duration.ofMinutes(2));
        assertThat(ear.heard).extracting(notice -> notice.alert().source()).containsExactly("data");
        assertThat(sms.heard).hasSizeGreaterThan(1);
        desk.give(now -> desk.life().acknowledge("DISK_FULL", "data", "admin", now));
        for (int i = 0; i < 5; i++) {
            String source = "s" + i;
            desk.give(now -> desk.life().acknowledge("DISK_FULL", source, "admin", now));
        }
        ear.heard.clear();
        pass(Duration.ofHours(9));
        assertThat(ear.heard).hasSize(1);
        pass(Duration.ofMinutes(30));
        List<Notice> morning = ear.heard.stream()
                .filter(notice -> notice.kind() == Notice.Kind.SUMMARY)
                .toList();
        assertThat(morning).hasSize(1);
        assertThat(morning.get(0).alerts()).hasSize(5);
    }

    @Test
    void screen_push_sms_and_second_contact_hear_of_it_one_after_the_other() {
        Ear second = new Ear("sms-second", 20);
        channels.add(second);
        raise("data", Severity.CRITICAL);
        pass(Duration.ofSeconds(20));
        assertThat(List.of(ear.heard.size(), sms.heard.size(), second.heard.size()))
                .containsExactly(1, 0, 0);
        pass(Duration.ofMinutes(10));
        assertThat(List.of(ear.heard.size(), sms.heard.size(), second.heard.size()))
                .containsExactly(1, 1, 0);
        pass(Duration.ofMinutes(10));
        assertThat(List.of(ear.heard.size(), sms.heard.size(), second.heard.size()))
                .containsExactly(1, 1, 1);
    }

    @Test
    void a_channel_hears_of_what_is_bad_enough_for_it_and_the_rest_is_counted() {
        rules = rules("", "push least=error");
        desk = desk();
        channels.remove(sms);
        raise("a", Severity.WARNING);
        raise("b", Severity.ERROR);
        pass(Duration.ofMinutes(2));
        assertThat(ear.heard).extracting(notice -> notice.alert().source()).containsExactly("b");
        assertThat(desk.figures().suppressed()).containsEntry("mild", 1L);
    }

    @Test
    void a_storm_of_critical_alerts_is_told_in_few_messages_and_none_is_left_out() {
        rules = rules("", "push hourly=12");
        desk = desk();
        channels.remove(sms);
        for (int i = 0; i < 500; i++) {
            String source = "s" + i;
            desk.give(now -> desk.life().raise(Times.condition("DISK_FULL", source, Severity.CRITICAL), now));
        }
        pass(Duration.ofMinutes(30));
        assertThat(ear.heard).hasSizeLessThanOrEqualTo(2 + 6);
        assertThat(ear.heard.get(0).alerts()).hasSize(1);
        assertThat(ear.heard.stream()
                        .flatMap(notice -> notice.alerts().stream())
                        .map(Alert::source)
                        .distinct())
                .hasSize(500);
    }

    @Test
    void a_channel_that_hangs_holds_up_no_other() {
        List<Runnable> hanging = new ArrayList<>();
        executor = task -> {
            if (hanging.isEmpty()) {
                hanging.add(task);
            } else {
                task.run();
            }
        };
        desk = desk();
        channels.remove(sms);
        Ear other = new Ear("zz", 0);
        channels.add(other);
        for (int i = 0; i < 3; i++) {
            raise("s" + i, Severity.CRITICAL);
            pass(Duration.ofMinutes(1));
        }
        assertThat(ear.heard).isEmpty();
        assertThat(other.heard).hasSize(3);
        hanging.get(0).run();
        pass(Duration.ofMinutes(1));
        assertThat(ear.heard).hasSize(3);
        assertThat(ear.keys).doesNotHaveDuplicates();
    }

    @Test
    void a_channel_that_leaves_while_it_is_told_is_asked_again_under_the_same_key() {
        channels.remove(sms);
        ear.onDelivery = () -> {
            channels.remove(ear);
            throw new IllegalStateException("the bundle is stopped");
        };
        raise("data", Severity.CRITICAL);
        pass(Duration.ofMinutes(10));
        assertThat(ear.tries).isEqualTo(1);
        ear.onDelivery = () -> {};
        channels.add(ear);
        pass(Duration.ofMinutes(1));
        assertThat(ear.heard).hasSize(1);
        assertThat(ear.keys).hasSize(2).containsOnly(ear.heard.get(0).key());
    }

    @Test
    void what_is_raised_before_the_store_was_read_is_the_alert_it_was() {
        channels.remove(sms);
        raise("data", Severity.CRITICAL);
        pass(Duration.ofSeconds(20));
        desk = desk();
        raise("data", Severity.CRITICAL);
        pass(Duration.ofMinutes(5));
        assertThat(ear.keys).hasSize(1);
        assertThat(store.alerts.values()).extracting(Alert::occurrences).containsExactly(2L);
    }

    @Test
    void with_a_store_that_comes_late_the_older_alert_ends_without_a_word() {
        channels.remove(sms);
        raise("data", Severity.CRITICAL);
        pass(Duration.ofSeconds(20));
        store.away = true;
        desk = desk();
        raise("data", Severity.CRITICAL);
        store.away = false;
        pass(Duration.ofMinutes(5));
        assertThat(store.alerts.values())
                .extracting(Alert::state)
                .containsExactly(AlertState.RESOLVED, AlertState.FIRING);
        assertThat(ear.heard).extracting(Notice::kind).containsOnly(Notice.Kind.FIRING);
    }

    @Test
    void secrets_and_line_breaks_are_taken_out_before_every_channel() {
        String canary = "C4n4ry";
        AlertType type = new AlertType(
                "LEAKY_TYPE",
                "token=" + canary + " at https://u:" + canary + "@host, call +639171234567",
                List.of("Say password: " + canary));
        desk.give(now -> desk.life().raise(Condition.of(type, "data", Severity.CRITICAL), now));
        pass(Duration.ofMinutes(11));
        for (Ear each : List.of(ear, sms)) {
            assertThat(each.heard).hasSize(1);
            assertThat(each.heard.toString()).doesNotContain(canary).doesNotContain("1234567");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ana Cruz", "a\nb", "a\u001b[31m", "x\u2028y", "MEGABYTE"})
    void what_is_no_word_gets_into_no_alert(String text) {
        String word = text.equals("MEGABYTE") ? "x".repeat(1 << 20) : text;
        AlertType type = new AlertType("DISK_FULL", "full", List.of("Look"));
        assertThatThrownBy(() -> Condition.of(type, word, Severity.INFO))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .hasSizeLessThan(200)
                .doesNotContain("\n");
        assertThatThrownBy(() -> Condition.of(type, "data", Severity.INFO).with("name", word))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AlertType(word, "full", List.of("Look")))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .hasSizeLessThan(200);
        assertThatThrownBy(() -> new Silence("DISK_FULL", "*", Instant.now(), word, "works"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final class Ear implements AlertChannel {
        final List<Notice> heard = new ArrayList<>();
        final List<String> keys = new ArrayList<>();
        private final String name;
        private final int after;
        Delivery answer = Delivery.delivered("");

        @org.jspecify.annotations.Nullable
        RuntimeException fault;

        Runnable onDelivery = () -> {};
        int tries;

        Ear(String name, int after) {
            this.name = name;
            this.after = after;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Severity least() {
            return Severity.INFO;
        }

        @Override
        public int afterMinutes() {
            return after;
        }

        @Override
        public Delivery deliver(Notice notice) {
            tries++;
            keys.add(notice.key());
            onDelivery.run();
            if (fault != null) {
                throw fault;
            }
            if (answer.outcome() == Delivery.Outcome.DELIVERED) {
                heard.add(notice);
            }
            return answer;
        }
    }

    private static final class Memory implements AlertStore {
        final Map<Object, Alert> alerts = new LinkedHashMap<>();
        final Map<String, Pending> rows = new LinkedHashMap<>();
        boolean broken;
        boolean away;

        @Override
        public void keep(Change change) throws StoreException {
            if (broken) {
                throw new StoreException(StoreException.Kind.UNWRITABLE, "full");
            }
            change.alerts().forEach(alert -> alerts.put(alert.id(), alert));
            change.pending().forEach(row -> rows.put(row.key(), row));
        }

        @Override
        public Change load(Instant now) throws StoreException {
            if (away) {
                throw new StoreException(StoreException.Kind.CLOSED, "not yet");
            }
            return new Change(
                    alerts.values().stream()
                            .filter(alert -> alert.state() != AlertState.RESOLVED)
                            .toList(),
                    rows.values().stream()
                            .filter(row -> row.state() == Pending.State.WAITING)
                            .toList(),
                    List.of());
        }

        @Override
        public List<Pending> dead(int limit) {
            return List.of();
        }

        @Override
        public int forget(Instant before) {
            return 0;
        }
    }
}
