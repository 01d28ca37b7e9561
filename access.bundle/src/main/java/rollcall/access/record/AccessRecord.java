package rollcall.access.record;

import io.prometheus.client.Collector;
import io.prometheus.client.Counter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import rollcall.access.Person;
import rollcall.store.AuditTrail;
import rollcall.store.StoreException;

/**
 * Writes into the log and the audit trail who came in, who was wrong and who was refused, and counts it. Of what comes in floods only
 * so much is written, so that nobody fills the disk by knocking; the count has all of it.
 *
 * <p>May be used from any thread.
 */
@Component(service = {AccessRecord.class, Collector.class})
public final class AccessRecord extends Collector {
    private static final System.Logger LOG = System.getLogger("rollcall.access");
    private static final int MOST_A_MINUTE = 30;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Counter counted = Counter.build("attendance_access_total", "Attempts to be let in.")
            .labelNames("result")
            .create();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable AuditTrail trail;

    private long minute = System.nanoTime();
    private int written;

    @Activate
    public AccessRecord() {
        for (String result : List.of("signed_in", "wrong", "refused")) {
            // There from the start, so that the first one is an increase.
            counted.labels(result);
        }
    }

    /** Somebody came in with a password. */
    public void signedIn(Person person, String address) {
        counted.labels("signed_in").inc();
        write(person.name(), "access.entered", person.role().word(), "from " + address);
    }

    /** Somebody was wrong; {@code account} is empty for a token. */
    public void wrong(String account, String address) {
        counted.labels("wrong").inc();
        write("anybody", "access.wrong", account.isEmpty() ? "token or no account" : account, "from " + address);
    }

    /** Somebody may not do that. */
    public void refused(Person person, String what, String address) {
        counted.labels("refused").inc();
        write(person.name(), "access.refused", what, "from " + address);
    }

    /** Something about accounts or tokens was changed. */
    public void changed(String actor, String action, String subject, String details) {
        append(actor, action, subject, details);
    }

    private void write(String actor, String action, String subject, String details) {
        synchronized (this) {
            long now = System.nanoTime();
            if (now - minute >= MINUTE) {
                minute = now;
                written = 0;
            }
            if (++written > MOST_A_MINUTE) {
                if (written == MOST_A_MINUTE + 1) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "more attempts come than are written down; the figures count them all");
                }
                return;
            }
        }
        append(actor, action, subject, details);
    }

    private void append(String actor, String action, String subject, String details) {
        String line = printable(actor + " " + action + " " + subject + ", " + details);
        LOG.log(System.Logger.Level.INFO, line);
        AuditTrail audit = trail;
        if (audit == null) {
            LOG.log(System.Logger.Level.WARNING, "the audit trail is away; the log alone has: {0}", line);
            return;
        }
        try {
            audit.append(actor, action, printable(subject), printable(details));
        } catch (StoreException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "not in the audit trail (" + e.getMessage() + "): " + line);
        }
    }

    /** Nothing that makes a line look like two. */
    private static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > 200 ? clean.substring(0, 200) : clean;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return counted.collect();
    }
}
