package rollcall.store.command;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.AuditTrail;
import rollcall.store.StoreException;

/** {@code audit verify} proves that the chain of the audit trail is whole; {@code audit list} shows its newest entries. */
@Component(service = BiFunction.class, property = "rollcall.command=audit")
public final class AuditCommand implements StoreCommand {
    private static final int SHOWN = 50;

    private final AuditTrail trail;

    @Activate
    public AuditCommand(@Reference AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public int run(List<String> arguments, Consumer<String> out) throws StoreException {
        return switch (StoreCommand.argument(arguments, 0)) {
            case "verify" -> verify(out);
            case "list" -> list(out);
            default -> throw new IllegalArgumentException("audit verify or audit list is expected");
        };
    }

    private int verify(Consumer<String> out) throws StoreException {
        long broken = trail.firstBroken();
        if (broken != 0) {
            out.accept("! entry " + broken
                    + " is not what it was: somebody changed the database; compare it with a backup");
            return FAILED;
        }
        List<AuditTrail.Entry> newest = trail.recent(1);
        out.accept(
                newest.isEmpty()
                        ? "the audit trail is empty"
                        : "the audit trail is whole: " + newest.get(0).number() + " entries, the last has the hash "
                                + newest.get(0).hash());
        return DONE;
    }

    private int list(Consumer<String> out) throws StoreException {
        for (AuditTrail.Entry entry : trail.recent(SHOWN)) {
            out.accept(entry.number() + " " + entry.at() + " " + entry.actor() + " " + entry.action() + " "
                    + entry.subject() + (entry.details().isEmpty() ? "" : ": " + entry.details()));
        }
        return DONE;
    }
}
