package rollcall.launcher;

import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts progress such as {@code 1200/5000 photos} into words: with its share, its rate since the first one, and a bar. */
final class Progress {
    private static final Pattern COUNTED = Pattern.compile("([0-9]{1,18})/([0-9]{1,18})\\s*(.*)");
    private static final int BAR = 24;
    private static final double NANOS = 1e9;

    private final LongSupplier nanos;
    private long began;
    private long first = -1;
    private String unit = "";

    Progress(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** {@code 1200/5000 photos, 24 %, 40/s}; text that does not count stays as it is. */
    String plain(String text) {
        Matcher counted = COUNTED.matcher(text);
        if (!counted.matches()) {
            return text;
        }
        return text + ", " + Math.round(share(counted) * 100) + " %" + rate(counted, ", ");
    }

    /** {@code [#####-------------------]  24 %  1200/5000 photos  40/s}. */
    String bar(String text) {
        Matcher counted = COUNTED.matcher(text);
        if (!counted.matches()) {
            return text;
        }
        int full = (int) Math.round(share(counted) * BAR);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  %s%s",
                "#".repeat(full),
                "-".repeat(BAR - full),
                Math.round(share(counted) * 100),
                text,
                rate(counted, "  "));
    }

    private static double share(Matcher counted) {
        long total = Long.parseLong(counted.group(2));
        return total == 0 ? 1 : Math.min(1, (double) Long.parseLong(counted.group(1)) / total);
    }

    private String rate(Matcher counted, String before) {
        long done = Long.parseLong(counted.group(1));
        long now = nanos.getAsLong();
        if (first < 0 || done < first || !unit.equals(counted.group(3))) {
            // The first one, or another count began: photos after scans.
            first = done;
            began = now;
            unit = counted.group(3);
        }
        if (now == began) {
            return "";
        }
        double perSecond = (done - first) * NANOS / (now - began);
        return before + String.format(Locale.ROOT, perSecond < 10 ? "%.1f/s" : "%.0f/s", perSecond);
    }
}
