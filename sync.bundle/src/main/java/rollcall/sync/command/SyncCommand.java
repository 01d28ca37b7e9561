package rollcall.sync.command;

import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.scan.ScanId;
import rollcall.store.Messages;
import rollcall.store.Outbox;
import rollcall.store.Outbox.Quarantined;
import rollcall.store.Outbox.Target;
import rollcall.store.ScanStore;
import rollcall.store.School;
import rollcall.store.StoreException;
import rollcall.sync.drain.DrainState;
import rollcall.sync.drain.Drains;
import rollcall.sync.message.GuardianMessages;
import rollcall.sync.message.MessageWords;
import rollcall.sync.pull.Pulls;
import rollcall.sync.pull.RosterWords;

/** {@code sync now|status|quarantine|requeue ID|requeue all|drop TARGET|roster ...|messages ...}. */
@Component(
        service = BiFunction.class,
        property = {"rollcall.command=sync", "rollcall.command.running=running"})
public final class SyncCommand implements BiFunction<List<String>, Consumer<String>, Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final Drains drains;
    private final Outbox outbox;
    private final RosterWords roster;
    private final MessageWords messages;

    @Activate
    public SyncCommand(
            @Reference Drains drains,
            @Reference Outbox outbox,
            @Reference Pulls pulls,
            @Reference School school,
            @Reference GuardianMessages guardians,
            @Reference Messages messages) {
        this.drains = drains;
        this.messages = new MessageWords(guardians, messages);
        this.roster = new RosterWords(pulls, school);
        this.outbox = outbox;
    }

    @Override
    public Integer apply(List<String> arguments, Consumer<String> out) {
        try {
            return run(String.join(" ", arguments).strip(), out);
        } catch (StoreException | IllegalArgumentException e) {
            out.accept("! " + e.getMessage());
            return FAILED;
        }
    }

    private int run(String words, Consumer<String> out) throws StoreException {
        String last = words.substring(words.lastIndexOf(' ') + 1);
        return switch (words) {
            case "now" -> {
                drains.hurry();
                out.accept("every far end is tried at once; see: ./rollcall sync status");
                yield DONE;
            }
            case "", "status" -> status(out);
            case "quarantine", "quarantine list" -> quarantine(out);
            case "requeue all" -> requeueAll(out);
            default -> {
                if (words.equals("roster") || words.startsWith("roster ")) {
                    yield roster.run(words.substring("roster".length()).strip(), out);
                }
                if (words.equals("messages") || words.startsWith("messages ")) {
                    yield messages.run(words.substring("messages".length()).strip(), out);
                }
                if (words.equals("requeue " + last)) {
                    yield requeue(last, out);
                }
                if (words.equals("drop " + last)) {
                    yield drop(last, out);
                }
                throw new IllegalArgumentException(
                        "unknown: sync " + words
                                + "; there are: now, status, quarantine, requeue ID, requeue all, drop TARGET, roster, messages");
            }
        };
    }

    private int status(Consumer<String> out) throws StoreException {
        List<Target> targets = outbox.targets();
        if (targets.isEmpty()) {
            out.accept("no far end is configured; scans wait here, see docs/sync.md");
        }
        for (Target target : targets) {
            out.accept(target.name() + ": " + target.pending() + " waiting"
                    + target.oldest().map(at -> ", the oldest of " + at).orElse("") + ", " + target.quarantined()
                    + " in quarantine, " + state(target.name()));
        }
        return DONE;
    }

    private String state(String name) {
        return drains.states().stream()
                .filter(state -> state.target().equals(name))
                .findFirst()
                .map(SyncCommand::text)
                .orElse("not configured any more; if it is given up: ./rollcall sync drop " + name);
    }

    private static String text(DrainState state) {
        return "breaker " + state.breaker()
                + state.problem().map(problem -> ", " + problem).orElse(", no problem")
                + state.lastSuccess().map(at -> ", last success " + at).orElse("");
    }

    private int quarantine(Consumer<String> out) throws StoreException {
        for (Quarantined row : outbox.quarantined(ScanStore.MAX_ROWS)) {
            out.accept(row.scan().id() + " " + row.target() + " refused " + row.attempts() + " times: " + row.reason());
        }
        return DONE;
    }

    private int requeue(String id, Consumer<String> out) throws StoreException {
        if (!id.matches("[0-9a-fA-F-]{36}")) {
            throw new IllegalArgumentException(
                    "'" + id + "' is not the id of a scan; list them with: ./rollcall sync" + " quarantine");
        }
        if (!outbox.requeue(new ScanId(UUID.fromString(id)))) {
            out.accept("! no scan " + id + " is in quarantine");
            return FAILED;
        }
        out.accept("scan " + id + " is sent again");
        return DONE;
    }

    private int requeueAll(Consumer<String> out) throws StoreException {
        int count = 0;
        List<Quarantined> rows = outbox.quarantined(ScanStore.MAX_ROWS);
        while (!rows.isEmpty()) {
            for (Quarantined row : rows) {
                count += outbox.requeue(row.scan().id()) ? 1 : 0;
            }
            rows = outbox.quarantined(ScanStore.MAX_ROWS);
        }
        out.accept(count + " scans are sent again");
        return DONE;
    }

    private int drop(String target, Consumer<String> out) throws StoreException {
        if (drains.states().stream().anyMatch(state -> state.target().equals(target))) {
            throw new IllegalArgumentException(
                    "target " + target + " is in use; take it out of section sync of etc/config.json first");
        }
        boolean known = outbox.close(target);
        drains.dropped(target);
        out.accept(known ? "nothing is owed to " + target + " any more" : "! there is no target " + target);
        return known ? DONE : FAILED;
    }
}
