package rollcall.store.health;

import java.time.Instant;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.shutdown.ShutdownParticipant;
import rollcall.store.Ledger;
import rollcall.store.StoreException;

/** Counts what cannot be accounted for just before the database is closed, for the receipt: {@code lost}, which is 0. */
@Component(service = ShutdownParticipant.class)
public final class LedgerAtStop implements ShutdownParticipant {
    private final Ledger ledger;
    private volatile Map<String, Long> figures = Map.of();

    @Activate
    public LedgerAtStop(@Reference Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public void stop() throws StoreException {
        figures = Map.of("lost", ledger.today(Instant.now()).unaccounted());
    }

    @Override
    public Map<String, Long> figures() {
        return figures;
    }
}
