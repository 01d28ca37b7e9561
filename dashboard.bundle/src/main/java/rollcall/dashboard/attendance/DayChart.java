package rollcall.dashboard.attendance;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rollcall.dashboard.page.Html;
import rollcall.dashboard.page.View;
import rollcall.store.ScanSearch.Hour;

/** Accepted scans of the last 24 hours as bars, and the same as a table for who cannot see them. */
final class DayChart {
    private static final int HOURS = 24;
    private static final int WIDTH = 36;
    private static final int HEIGHT = 120;
    private static final int EVERY = 6;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private DayChart() {}

    /** The first of the hours that are shown now. */
    static Instant first(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1L));
    }

    static void write(View view, List<Hour> hours, Instant first) {
        Map<Instant, Long> counts = new HashMap<>();
        hours.forEach(hour -> counts.put(hour.from(), hour.accepted()));
        long most = Math.max(
                1, counts.values().stream().mapToLong(Long::longValue).max().orElse(0));
        Html html = view.html();
        html.open(
                "svg",
                "viewBox",
                "0 0 " + HOURS * WIDTH + " " + (HEIGHT + 18),
                "class",
                "chart",
                "role",
                "img",
                "aria-label",
                view.say("Accepted scans in each of the last 24 hours, at most {0}", most));
        for (int i = 0; i < HOURS; i++) {
            Instant hour = first.plus(Duration.ofHours(i));
            long count = counts.getOrDefault(hour, 0L);
            int height = (int) Math.max(count > 0 ? 3 : 1, HEIGHT * count / most);
            String clock = CLOCK.format(hour.atZone(view.zone()));
            html.open(
                    "rect",
                    "class",
                    count > 0 ? "bar" : "bar none",
                    "x",
                    String.valueOf(i * WIDTH + 2),
                    "y",
                    String.valueOf(HEIGHT - height),
                    "width",
                    String.valueOf(WIDTH - 4),
                    "height",
                    String.valueOf(height),
                    "rx",
                    "2");
            html.element("title", clock + ": " + count).close("rect");
            if (i % EVERY == 0) {
                html.element("text", clock, "x", String.valueOf(i * WIDTH + 2), "y", String.valueOf(HEIGHT + 14));
            }
        }
        html.close("svg");
        html.open("details").element("summary", view.say("As a table"));
        view.table("Last 24 hours", "Hour", "Accepted");
        for (int i = 0; i < HOURS; i++) {
            Instant hour = first.plus(Duration.ofHours(i));
            view.row(CLOCK.format(hour.atZone(view.zone())), String.valueOf(counts.getOrDefault(hour, 0L)));
        }
        view.endTable();
        html.close("details");
    }
}
