package rollcall.sync.health;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.Messages;
import rollcall.store.StoreException;
import rollcall.sync.message.GuardianMessages;

/** The figures of messages, read when they are asked for; a store that does not answer leaves its part out. */
@Component(service = Collector.class)
public final class MessagesCollector extends Collector {
    private static final System.Logger LOG = System.getLogger("rollcall.sync");

    private final GuardianMessages guardians;
    private final Messages messages;

    @Activate
    public MessagesCollector(@Reference GuardianMessages guardians, @Reference Messages messages) {
        this.guardians = guardians;
        this.messages = messages;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples> families = new ArrayList<>(guardians.figures().collect());
        families.add(new GaugeMetricFamily(
                "attendance_messages_daily_budget", "The most tries to tell guardians a day.", guardians.budget()));
        try {
            families.add(new GaugeMetricFamily(
                    "attendance_messages_waiting",
                    "Messages to guardians that wait.",
                    messages.counts().waiting()));
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "figures of messages are left out: {0}", e.getMessage());
        }
        return families;
    }
}
