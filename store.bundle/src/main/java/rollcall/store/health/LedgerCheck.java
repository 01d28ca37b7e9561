package rollcall.store.health;

import java.time.Instant;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.Ledger;
import rollcall.store.StoreException;

/** Whether every scan that was accepted is accounted for: today's now, all others by the last full audit. */
@Component(
        service = HealthCheck.class,
        property = {
            "hc.name=ledger",
            "hc.tags=update",
            "hc.tags=store",
            "rollcall.do=Leave the terminal as it is and run ./rollcall verify."
        })
public final class LedgerCheck implements HealthCheck {
    private final Ledger ledger;

    @Activate
    public LedgerCheck(@Reference Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Result execute() {
        try {
            long today = ledger.today(Instant.now()).unaccounted();
            long unaccounted = Math.max(today, ledger.lastAudit().unaccounted());
            if (unaccounted == 0) {
                return new Result(Result.Status.OK, "every accepted scan is accounted for");
            }
            return new Result(
                    Result.Status.CRITICAL,
                    unaccounted + " accepted scans cannot be accounted for; keep the data folder as it is and run:"
                            + " ./rollcall verify");
        } catch (StoreException e) {
            return new Result(Result.Status.HEALTH_CHECK_ERROR, "the ledger cannot be read: " + e.getMessage());
        }
    }
}
