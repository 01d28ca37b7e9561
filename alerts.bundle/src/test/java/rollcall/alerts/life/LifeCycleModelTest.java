package rollcall.alerts.life;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.alerts.life.Times.condition;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.alert.Alert;
import rollcall.alert.AlertState;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/** Random deeds against a small model: which conditions stand, how bad they are, and what people were told of them. */
class LifeCycleModelTest {
    private static final int DEEDS = 3_000;
    private static final Duration CALM = Duration.ofMinutes(20);

    private final Times times = new Times();
    private LifeCycle life = new LifeCycle(Times.RULES, "here", UUID::randomUUID);

    /** The model. */
    private final Map<String, Severity> standing = new HashMap<>();

    private final Map<UUID, Severity> told = new HashMap<>();
    private final Set<UUID> resolved = new HashSet<>();
    private final Set<String> keys = new HashSet<>();
    private final Map<String, Long> lastTold = new HashMap<>();
    private final Map<String, Severity> lastSeverity = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void nothing_is_lost_doubled_or_told_too_often(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DEEDS; i++) {
            deed(random);
            check();
        }
        for (Duration passed = Duration.ZERO; passed.compareTo(CALM) < 0; passed = passed.plusSeconds(5)) {
            times.pass(Duration.ofSeconds(5));
            life.tick(times.now());
            check();
        }
        Map<String, Severity> left = new HashMap<>();
        for (Alert alert : life.alerts()) {
            left.put(alert.source(), alert.severity());
            assertThat(told).containsEntry(alert.id(), alert.severity());
        }
        assertThat(left.keySet()).isEqualTo(standing.keySet());
        standing.forEach((source, severity) -> assertThat(left.get(source)).isGreaterThanOrEqualTo(severity));
        told.keySet()
                .forEach(id -> assertThat(resolved.contains(id)
                                || life.alerts().stream()
                                        .anyMatch(alert -> alert.id().equals(id)))
                        .isTrue());
    }

    private void deed(Random random) {
        String source = "s" + random.nextInt(4);
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                Severity severity = List.of(Severity.values()).get(random.nextInt(4));
                life.raise(condition("DISK_FULL", source, severity), times.now());
                standing.merge(source, severity, (a, b) -> a.compareTo(b) >= 0 ? a : b);
            }
            case 2 -> {
                life.clear("DISK_FULL", source, times.now());
                standing.remove(source);
            }
            case 3 -> life.acknowledge("DISK_FULL", source, "admin", times.now());
            case 4 -> times.step(Duration.ofSeconds(random.nextInt(2_000_000) - 1_000_000));
            default -> times.pass(Duration.ofSeconds(random.nextInt(40)));
        }
        life.tick(times.now());
    }

    private void check() {
        for (Happening event : life.takeHappenings()) {
            Alert alert = event.alert();
            assertThat(keys.add(event.key())).as("key of its own").isTrue();
            if (event.kind() == Notice.Kind.FIRING) {
                told.put(alert.id(), alert.severity());
                tooOften(alert);
            } else if (event.kind() == Notice.Kind.RESOLVED) {
                assertThat(told).containsKey(alert.id());
                assertThat(resolved.add(alert.id())).isTrue();
            } else {
                // Who acknowledges knows.
                told.put(alert.id(), alert.severity());
            }
        }
        assertThat(life.takeChanged()).allMatch(alert -> alert.state() != AlertState.SILENCED);
    }

    private void tooOften(Alert alert) {
        Long before = lastTold.put(alert.source(), times.now().nanos());
        Severity severity = lastSeverity.put(alert.source(), alert.severity());
        if (before != null && severity != null && alert.severity().compareTo(severity) <= 0) {
            assertThat(times.now().nanos() - before)
                    .isGreaterThanOrEqualTo(Times.RULES.cooldown().toNanos());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void a_restart_at_any_moment_changes_nothing_that_was_kept(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DEEDS / 10; i++) {
            deed(random);
            List<Alert> kept = life.alerts();
            life = new LifeCycle(Times.RULES, "here", UUID::randomUUID);
            life.load(kept, List.of(), times.now());
            assertThat(life.alerts()).isEqualTo(kept);
        }
    }
}
