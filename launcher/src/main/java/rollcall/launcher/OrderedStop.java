package rollcall.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * Stops bundles one after the other, highest start level first, in phases that each have a time of their own.
 *
 * <p>Felix's own stop waits for a bundle that hangs for ever, with the database still open behind it. Here such a bundle
 * is interrupted, then left behind, named with the stack of what it did; whatever hangs above, the store has its slice.
 * The thread that calls waits; each stop runs on a thread named {@code stop-NAME}.
 */
final class OrderedStop {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");

    /** What anything gets when those before used everything up: enough for one that is well. */
    private static final Duration LEAST = Duration.ofMillis(250);

    /** One bundle, as long as its phase has it: what takes longer hangs. */
    private static final Duration BUNDLE = Duration.ofSeconds(3);

    /** To tell others of a phase. */
    private static final Duration TELLING = Duration.ofMillis(250);

    /** To write the receipt, and for those that have to be interrupted. */
    private static final Duration RESERVE = Duration.ofSeconds(1);

    private final Framework framework;
    private final StopBoard board;
    private final StopPlan plan;
    private final CompletableFuture<Boolean> hurry = new CompletableFuture<>();
    private final List<BoundedDeed.Result> parts = new ArrayList<>();
    private final Map<StopPhase, Long> phases = new EnumMap<>(StopPhase.class);
    private final long begun;
    private boolean stored = true;

    /**
     * A stop.
     *
     * @param begun when it was asked for, by {@link System#nanoTime}; the total counts from then
     */
    OrderedStop(Framework framework, StopBoard board, StopPlan plan, long begun) {
        this.framework = framework;
        this.board = board;
        this.plan = plan;
        this.begun = begun;
    }

    /** Goes straight to the store, from any thread: what is under way is interrupted, what is to come is left to Felix. */
    void hurry() {
        hurry.complete(true);
    }

    /** Stops everything; returns when that is done or given up. */
    StopOutcome run() throws InterruptedException {
        for (StopPhase phase : StopPhase.values()) {
            long since = System.nanoTime();
            if (phase.compareTo(StopPhase.STORE) >= 0 || !hurry.isDone()) {
                tell(phase);
                stop(phase);
            }
            phases.put(phase, Duration.ofNanos(System.nanoTime() - since).toMillis());
        }
        return new StopOutcome(
                parts,
                phases,
                // What is being replaced at this moment may have come back behind the stop's back.
                stored && running().noneMatch(bundle -> StopPhase.STORE.has(level(bundle))),
                framework.getState() != Bundle.STOPPING && framework.getState() != Bundle.ACTIVE,
                hurry.isDone(),
                Optional.empty(),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private void tell(StopPhase phase) throws InterruptedException {
        Duration patience = phase == StopPhase.ANNOUNCE ? plan.budget(phase) : TELLING;
        Map<String, Object> news = Map.of(
                "phase", phase.word(),
                "millis", plan.budget(phase).toMillis(),
                "left", left(plan.total()).toMillis());
        BoundedDeed.Result told = new BoundedDeed(new CompletableFuture<>()).run("watchers", patience, () -> {
            board.tell(news);
            return Map.of();
        });
        if (!told.problem().isEmpty()) {
            parts.add(told);
        }
    }

    /** What is left of a time that began with the stop. */
    private Duration left(Duration time) {
        return time.minusNanos(System.nanoTime() - begun);
    }

    private void stop(StopPhase phase) throws InterruptedException {
        long end = System.nanoTime() + plan.budget(phase).toNanos();
        boolean guarded = phase.compareTo(StopPhase.STORE) >= 0;
        // From the store on, those who take part get half the time and cannot use up the other half.
        long endOfParticipants = guarded ? end - plan.budget(phase).toNanos() / 2 : end;
        BoundedDeed deeds = new BoundedDeed(guarded ? new CompletableFuture<>() : hurry);
        List<StopBoard.Participant> participants = board.participants().stream()
                .filter(participant -> phase.has(participant.level()))
                .toList();
        List<Bundle> bundles = phase == StopPhase.FRAMEWORK
                ? List.of()
                : running().filter(bundle -> phase.has(level(bundle))).toList();
        int next = 0;
        for (Bundle bundle : bundles) {
            while (next < participants.size() && participants.get(next).level() >= level(bundle)) {
                take(phase, deeds, participants.get(next++), endOfParticipants);
            }
            Duration patience = patience(guarded ? plan.budget(phase) : BUNDLE, end);
            boolean stopped = once(phase, bundle.getSymbolicName(), patience, deeds, () -> {
                bundle.stop(Bundle.STOP_TRANSIENT);
                return Map.of();
            });
            stored = stored && (stopped || phase != StopPhase.STORE);
        }
        while (next < participants.size()) {
            take(phase, deeds, participants.get(next++), endOfParticipants);
        }
        if (phase == StopPhase.FRAMEWORK) {
            stopFramework(end);
        }
    }

    private void take(StopPhase phase, BoundedDeed deeds, StopBoard.Participant participant, long end)
            throws InterruptedException {
        var unused = once(phase, participant.name(), patience(participant.budget(), end), deeds, participant.deed());
    }

    private static Duration patience(Duration wanted, long end) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        Duration patience = wanted.compareTo(left) < 0 ? wanted : left;
        return patience.compareTo(LEAST) < 0 ? LEAST : patience;
    }

    /** Does it, if there is time; tells whether nothing was amiss. */
    private boolean once(
            StopPhase phase, String name, Duration patience, BoundedDeed deeds, Callable<Map<String, Long>> deed)
            throws InterruptedException {
        if (phase.compareTo(StopPhase.STORE) < 0) {
            Duration rest = left(plan.total())
                    .minus(plan.budget(StopPhase.STORE))
                    .minus(plan.budget(StopPhase.FRAMEWORK))
                    .minus(RESERVE);
            if (hurry.isDone() || rest.compareTo(LEAST) < 0) {
                String why =
                        hurry.isDone() ? "was passed over, as somebody was in a hurry" : "was passed over: no time";
                parts.add(new BoundedDeed.Result(name, 0, why, List.of(), Map.of()));
                return false;
            }
        }
        BoundedDeed.Result result = deeds.run(name, patience, deed);
        parts.add(result);
        return result.problem().isEmpty();
    }

    private Stream<Bundle> running() {
        BundleContext context = framework.getBundleContext();
        // None once Felix has stopped.
        return context == null
                ? Stream.empty()
                : Stream.of(context.getBundles())
                        .filter(bundle -> bundle.getBundleId() != 0 && bundle.getState() == Bundle.ACTIVE)
                        .sorted(Comparator.comparing(OrderedStop::level)
                                .thenComparing(Bundle::getBundleId)
                                .reversed());
    }

    private static int level(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).getStartLevel();
    }

    private void stopFramework(long end) throws InterruptedException {
        try {
            framework.stop();
        } catch (BundleException e) {
            LOG.log(System.Logger.Level.WARNING, "Felix stopped with a complaint", e);
        }
        Duration rest = left(plan.total()).minus(RESERVE);
        Duration budget = Duration.ofNanos(end - System.nanoTime());
        framework.waitForStop(Math.max(1, (rest.compareTo(budget) < 0 ? rest : budget).toMillis()));
    }
}
