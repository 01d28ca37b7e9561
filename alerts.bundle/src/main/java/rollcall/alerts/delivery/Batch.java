package rollcall.alerts.delivery;

import java.util.List;
import rollcall.alert.Notice;
import rollcall.alert.Pending;

/** Rows that are told in one go, and the notice made of them. It stays the same until it is settled. */
public record Batch(String channel, List<Pending> rows, Notice notice) {}
