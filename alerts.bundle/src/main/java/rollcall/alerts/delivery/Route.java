package rollcall.alerts.delivery;

import rollcall.alert.AlertChannel;
import rollcall.alert.AlertChannel.Grouping;
import rollcall.alert.Severity;

/** What is known of a channel that is there. */
public record Route(String name, Severity least, int afterMinutes, boolean quietAtNight, Grouping grouping) {
    public static Route of(AlertChannel channel) {
        return new Route(
                channel.name(), channel.least(), channel.afterMinutes(), channel.isQuietAtNight(), channel.grouping());
    }
}
