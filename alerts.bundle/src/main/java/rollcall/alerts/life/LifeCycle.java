package rollcall.alerts.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rollcall.alert.Alert;
import rollcall.alert.AlertState;
import rollcall.alert.Condition;
import rollcall.alert.Notice;
import rollcall.alert.Severity;
import rollcall.alert.Silence;

/**
 * The states of all alerts and the moves between them; says what is to be told and what changed.
 *
 * <p>Time comes in with each call; nothing here waits, stores or sends. Used by one thread.
 */
public final class LifeCycle {
    private static final int REPEATS_OF_CRITICAL = 4;

    private final Rules rules;
    private final String device;
    private final Supplier<UUID> ids;
    private final Map<String, Life> lives = new LinkedHashMap<>();
    private final List<Silence> silences = new ArrayList<>();

    private final Standing standing = new Standing();

    private final Map<UUID, Alert> changed = new LinkedHashMap<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final Map<String, Long> suppressed = new TreeMap<>();

    public LifeCycle(Rules rules, String device, Supplier<UUID> ids) {
        this.rules = rules;
        this.device = device;
        this.ids = ids;
    }

    /** Takes up what a terminal that stopped had left; what nobody sees again within an hour is taken for gone. */
    public void load(Collection<Alert> alerts, Collection<Silence> kept, Moment now) {
        silences.addAll(kept);
        for (Alert alert : alerts) {
            Life life = new Life(alert);
            if (lives.containsKey(alert.fingerprint())) {
                // The store came late, and what was seen before it did goes on in its place.
                life.enter(AlertState.RESOLVED);
                changed.put(alert.id(), life.alert);
                continue;
            }
            life.owed = !life.isTold();
            life.stale = true;
            life.staleAt = now.in(Rules.STALE);
            life.cooling = life.isTold();
            life.toldSeverity = life.isTold() ? alert.severity() : null;
            life.cooledAt = now.in(rules.cooldown());
            life.groupUntil = now.nanos();
            life.repeatAt = now.in(pause(alert));
            life.until = now.in(alert.state() == AlertState.PENDING ? rules.pending() : rules.hold());
            lives.put(alert.fingerprint(), life);
            standing.moved(life, false);
        }
    }

    public void raise(Condition condition, Moment now) {
        String fingerprint = condition.type().name() + '|' + condition.source() + '|' + device;
        @Nullable Life known = lives.get(fingerprint);
        if (known == null && lives.size() >= Rules.MOST) {
            suppress("too-many");
            return;
        }
        Life life = known == null || known.alert.state() == AlertState.RESOLVED
                ? begin(fingerprint, known, condition, now)
                : again(known, condition, now);
        changed.put(life.alert.id(), life.alert);
        settle(life, now);
    }

    private Life begin(String fingerprint, @Nullable Life before, Condition condition, Moment now) {
        Life life = new Life(Life.begin(ids.get(), condition, device, now));
        if (before != null) {
            life.cooling = before.cooling;
            life.cooledAt = before.cooledAt;
            life.turns.addAll(before.turns);
            life.toldSeverity = before.toldSeverity;
        }
        turn(life, now);
        life.until = now.in(rules.pending());
        lives.put(fingerprint, life);
        return life;
    }

    private Life again(Life life, Condition condition, Moment now) {
        Severity before = life.alert.severity();
        life.seen(condition, now);
        if (life.alert.state() == AlertState.RESOLVING) {
            turn(life, now);
            // Gone for less than the hold was not gone: who took care of it still does.
            boolean taken = !life.alert.acknowledgedBy().isEmpty();
            enter(life, taken ? AlertState.ACKNOWLEDGED : AlertState.FIRING);
        }
        if (life.alert.severity() != before) {
            life.owed |= life.alert.state() != AlertState.PENDING;
            if (life.alert.state() == AlertState.ACKNOWLEDGED) {
                enter(life, AlertState.FIRING);
            }
        }
        return life;
    }

    private void turn(Life life, Moment now) {
        life.turns.addLast(now.nanos());
        while (now.nanos() - life.turns.getFirst() > rules.flapWindow().toNanos()) {
            life.turns.removeFirst();
        }
    }

    public void clear(String type, String source, Moment now) {
        @Nullable Life life = lives.get(type + '|' + source + '|' + device);
        if (life == null) {
            return;
        }
        if (life.alert.state() == AlertState.PENDING) {
            enter(life, AlertState.RESOLVED);
            suppress("not-lasting");
        } else if (life.isStanding()) {
            enter(life, AlertState.RESOLVING);
            life.until = now.in(life.turns.size() > rules.flaps() ? rules.flapHold() : rules.hold());
        } else {
            return;
        }
        changed.put(life.alert.id(), life.alert);
        settle(life, now);
    }

    /** Returns false if there is nothing to acknowledge. */
    public boolean acknowledge(String type, String source, String who, Moment now) {
        @Nullable Life life = lives.get(type + '|' + source + '|' + device);
        if (life == null || !life.isStanding() || life.alert.state() == AlertState.ACKNOWLEDGED) {
            return false;
        }
        acknowledge(life, who, now);
        return true;
    }

    /** All that are critical, fire, and are nobody's yet. */
    public void acknowledgeCritical(String who, Moment now) {
        List<Life> open = lives.values().stream()
                .filter(life -> life.alert.severity() == Severity.CRITICAL && life.alert.state() == AlertState.FIRING)
                .toList();
        open.forEach(life -> acknowledge(life, who, now));
    }

    private void acknowledge(Life life, String who, Moment now) {
        boolean before = life.isStanding();
        life.acknowledge(who);
        standing.moved(life, before);
        life.owed = false;
        tell(life, Notice.Kind.ACKNOWLEDGED, now);
    }

    public void silence(Silence silence) {
        silences.removeIf(
                other -> other.type().equals(silence.type()) && other.source().equals(silence.source()));
        silences.add(silence);
    }

    /** Does what is due by now. */
    public void tick(Moment now) {
        silences.removeIf(silence -> !now.wall().isBefore(silence.until()));
        for (Life life : List.copyOf(lives.values())) {
            settle(life, now);
        }
        lives.values()
                .removeIf(life ->
                        life.alert.state() == AlertState.RESOLVED && (!life.cooling || now.reached(life.cooledAt)));
    }

    private void settle(Life life, Moment now) {
        if (life.stale && now.reached(life.staleAt)) {
            life.stale = false;
            clear(life.alert.type(), life.alert.source(), now);
            return;
        }
        switch (life.alert.state()) {
            case PENDING -> {
                if (now.reached(life.until)) {
                    fire(life, now);
                }
            }
            case FIRING, SILENCED -> standing(life, now);
            case RESOLVING -> {
                if (now.reached(life.until)) {
                    resolve(life, now);
                }
            }
            case ACKNOWLEDGED, RESOLVED -> {}
        }
    }

    private void fire(Life life, Moment now) {
        enter(life, AlertState.FIRING);
        life.owed = true;
        life.groupUntil = now.in(rules.group());
        standing(life, now);
    }

    private void standing(Life life, Moment now) {
        boolean silenced = silences.stream().anyMatch(silence -> silence.covers(life.alert));
        enter(life, silenced ? AlertState.SILENCED : AlertState.FIRING);
        boolean due = life.owed || (life.isTold() && !silenced && now.reached(life.repeatAt));
        if (!due) {
            return;
        }
        life.blocked = reason(life, silenced, now).orElse("");
        if (life.blocked.isEmpty()) {
            tell(life, Notice.Kind.FIRING, now);
            life.owed = false;
            life.toldSeverity = life.alert.severity();
            life.cooling = true;
            life.cooledAt = now.in(rules.cooldown());
            life.repeatAt = now.in(pause(life.alert));
        }
    }

    private Duration pause(Alert alert) {
        return alert.severity() == Severity.CRITICAL ? rules.repeat().dividedBy(REPEATS_OF_CRITICAL) : rules.repeat();
    }

    /** Why it is not told now; it is looked at again at every tick. */
    private Optional<String> reason(Life life, boolean silenced, Moment now) {
        if (silenced) {
            return Optional.of("silenced");
        }
        Set<String> causes = rules.inhibited().getOrDefault(life.alert.type(), Set.of());
        if (standing.isAny(causes)) {
            return Optional.of("explained");
        }
        if (life.isRisen()) {
            return Optional.empty();
        }
        if (life.cooling && !now.reached(life.cooledAt)) {
            return Optional.of("cooldown");
        }
        boolean waits = life.alert.severity() != Severity.CRITICAL && !now.reached(life.groupUntil);
        return waits ? Optional.of("grouped") : Optional.empty();
    }

    private void resolve(Life life, Moment now) {
        enter(life, AlertState.RESOLVED);
        if (life.isTold()) {
            tell(life, Notice.Kind.RESOLVED, now);
        } else {
            suppress(life.blocked.isEmpty() ? "over" : life.blocked);
        }
        life.owed = false;
    }

    private void enter(Life life, AlertState state) {
        if (life.alert.state() != state) {
            boolean before = life.isStanding();
            life.enter(state);
            standing.moved(life, before);
            changed.put(life.alert.id(), life.alert);
        }
    }

    private void tell(Life life, Notice.Kind kind, Moment now) {
        life.counted();
        changed.put(life.alert.id(), life.alert);
        happenings.add(new Happening(kind, life.alert, now.wall()));
    }

    private void suppress(String reason) {
        suppressed.merge(reason, 1L, Long::sum);
    }

    /** Those that are not resolved, the oldest first. */
    public List<Alert> alerts() {
        return lives.values().stream()
                .map(life -> life.alert)
                .filter(alert -> alert.state() != AlertState.RESOLVED)
                .toList();
    }

    /** Whether it is there and nobody took it. */
    public boolean isOpen(Alert alert) {
        @Nullable Life life = lives.get(alert.fingerprint());
        return life != null
                && life.alert.id().equals(alert.id())
                && (life.alert.state() == AlertState.FIRING || life.alert.state() == AlertState.RESOLVING);
    }

    /** Alerts that changed since the last call. */
    public List<Alert> takeChanged() {
        List<Alert> taken = List.copyOf(changed.values());
        changed.clear();
        return taken;
    }

    /** What is to be told since the last call. */
    public List<Happening> takeHappenings() {
        List<Happening> taken = List.copyOf(happenings);
        happenings.clear();
        return taken;
    }

    /** How many alerts were never told, by reason, since the start. */
    public Map<String, Long> suppressed() {
        return Map.copyOf(suppressed);
    }
}
