package rollcall.alerts.delivery;

import rollcall.alert.AlertChannel.Grouping;
import rollcall.alert.Severity;

/**
 * What is known of a channel that is there.
 *
 * @param quiet when it is left alone, but for critical alerts
 * @param hourly about how many notices an hour it is given; 0 for any number
 */
public record Route(String name, Severity least, int afterMinutes, QuietHours quiet, Grouping grouping, int hourly) {}
