package rollcall.sync.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.alert.Delivery;
import rollcall.message.TextMessages;
import rollcall.scan.Scan;
import rollcall.store.Messages;
import rollcall.store.Messages.Absent;
import rollcall.store.Messages.Due;
import rollcall.store.Messages.Message;
import rollcall.store.Messages.Outcome;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.sync.message.GuardianMessages.State;

/**
 * Makes messages of scans and sends them, some in each {@link #step}.
 *
 * <p>What is to be said stands in the store before it is said, under a key that every try bears, so that a kill at any
 * instant loses nothing and lets the service see a repetition. Of one thread; {@link #state} may be called from any.
 */
final class Announcer {
    private static final System.Logger LOG = System.getLogger("rollcall.sync");
    private static final int ROWS = 500;
    private static final int AT_ONCE = 20;
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(30);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(15);
    private static final int DOUBLINGS = 6;
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration BLOCKED = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int PERCENT = 100;

    /** After so many refusals in a row it is the service that is set up wrong, not the numbers. */
    private static final int REFUSALS_BELIEVED = 3;

    private final MessageRules rules;
    private final MessageFigures figures;
    private final Clock clock;

    private int refusals;
    private LocalDate absencesOf = LocalDate.EPOCH;
    private LocalDate prunedOn = LocalDate.EPOCH;
    private volatile State state = new State(true, Optional.empty(), Optional.empty());

    Announcer(MessageRules rules, MessageFigures figures, Clock clock) {
        this.rules = rules;
        this.figures = figures;
        this.clock = clock;
    }

    State state() {
        return state;
    }

    /** Looks at new scans, then sends what is due; returns how long to rest before the next step. */
    Duration step(ScanStore scans, Messages messages, Optional<TextMessages> service)
            throws StoreException, InterruptedException {
        Instant now = clock.instant();
        boolean more = gather(scans, messages, now);
        absences(scans, messages, now);
        LocalDate today = rules.day(now);
        if (!prunedOn.equals(today)) {
            messages.prune(now.minus(KEPT));
            prunedOn = today;
        }
        Duration rest = send(messages, service);
        return more ? Duration.ZERO : rest;
    }

    /** True if there may be more. */
    private boolean gather(ScanStore scans, Messages messages, Instant now) throws StoreException {
        Optional<Long> seen = messages.lookedThrough();
        if (seen.isEmpty()) {
            // What was scanned before this was switched on is nobody's news.
            messages.add(List.of(), scans.totals(now).lastRow());
            return false;
        }
        List<Scan> next = scans.after(seen.get(), ROWS);
        if (next.isEmpty()) {
            return false;
        }
        List<Message> made = new ArrayList<>();
        next.forEach(scan -> rules.message(scan, now).ifPresent(made::add));
        messages.add(made, next.get(next.size() - 1).row());
        return next.size() == ROWS;
    }

    private void absences(ScanStore scans, Messages messages, Instant now) throws StoreException {
        Optional<Instant> at = rules.absences(now);
        LocalDate today = rules.day(now);
        if (at.isEmpty() || absencesOf.equals(today) || !rules.says(MessageRules.ABSENCE)) {
            return;
        }
        List<Scan> newest = scans.recent(1);
        if (newest.isEmpty() || !rules.believed(newest.get(0).evidence().clock())) {
            return;
        }
        absencesOf = today;
        Absent absent = messages.absent(LocalDateTime.ofInstant(at.get(), rules.zone()));
        if ((long) absent.missing().size() * PERCENT > (long) absent.expected() * rules.maxAbsentPercent()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} of {1} students were not seen, more than messages.maxAbsentPercent: nobody is told of an absence",
                    absent.missing().size(),
                    absent.expected());
            return;
        }
        List<Message> made = new ArrayList<>();
        for (String code : absent.missing()) {
            made.add(new Message(code + " " + today, MessageRules.ABSENCE, code, "", at.get()));
        }
        messages.add(made, messages.lookedThrough().orElse(0L));
    }

    private Duration send(Messages messages, Optional<TextMessages> service)
            throws StoreException, InterruptedException {
        Instant now = clock.instant();
        for (Due due : messages.due(now, AT_ONCE)) {
            String text = rules.text(due);
            if (rules.stale(due.message().at(), now)) {
                drop(messages, due, "too old");
            } else if (due.phone().isEmpty() || text.isEmpty()) {
                drop(messages, due, "no number, or no message wanted");
            } else if (rules.quiet(now)) {
                return IDLE;
            } else if (service.isEmpty()) {
                return blocked("there is no SMS service; set alerts.sms.url, .user and .secret, see docs/sync.md");
            } else if (messages.tried(rules.day(now)) >= rules.budget()) {
                return blocked("all " + rules.budget() + " tries of today (messages.dailyBudget) are used up");
            } else if (!sent(messages, due, service.get(), text)) {
                return BLOCKED;
            }
        }
        return IDLE;
    }

    private void drop(Messages messages, Due due, String reason) throws StoreException {
        messages.settle(due.key(), Outcome.DROPPED, reason, Optional.empty());
        figures.count(due.message().kind(), "dropped");
    }

    /** False if the service has trouble, so that others had better wait. */
    private boolean sent(Messages messages, Due due, TextMessages service, String text)
            throws StoreException, InterruptedException {
        Instant now = clock.instant();
        Duration backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(due.attempts(), DOUBLINGS));
        Instant next = now.plus(backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff);
        messages.begin(due.key(), rules.day(now), next);
        Delivery delivery = service.send(rules.number(due.phone()), text, due.key());
        String kind = due.message().kind();
        switch (delivery.outcome()) {
            case DELIVERED -> {
                messages.settle(due.key(), Outcome.SENT, delivery.answer(), Optional.empty());
                figures.count(kind, "sent");
                refusals = 0;
                state = new State(true, Optional.empty(), Optional.empty());
                return true;
            }
            case RETRY -> {
                Instant asked = now.plus(delivery.pause());
                messages.settle(
                        due.key(), Outcome.WAITING, delivery.answer(), Optional.of(asked.isAfter(next) ? asked : next));
                figures.count(kind, "later");
                blocked("the SMS service: " + delivery.answer());
                return false;
            }
            case REFUSED -> {
                refusals++;
                if (refusals > REFUSALS_BELIEVED) {
                    messages.settle(
                            due.key(), Outcome.WAITING, delivery.answer(), Optional.of(now.plus(LONGEST_BACKOFF)));
                    figures.count(kind, "later");
                    blocked("the SMS service refuses everything: " + delivery.answer()
                            + "; look at section alerts.sms");
                    return false;
                }
                messages.settle(due.key(), Outcome.REFUSED, delivery.answer(), Optional.empty());
                figures.count(kind, "refused");
                return true;
            }
        }
        throw new IllegalStateException("no such outcome");
    }

    private Duration blocked(String problem) {
        if (!state.problem().equals(Optional.of(problem))) {
            LOG.log(System.Logger.Level.WARNING, "messages to guardians wait: {0}", problem);
            state = new State(true, Optional.of(problem), state.since().or(() -> Optional.of(clock.instant())));
        }
        return BLOCKED;
    }
}
