package rollcall.shutdown.systemd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.Result.Status;
import rollcall.shutdown.health.Checkup.Summary;

/**
 * What a service manager is to be told, from what is so: READY once, WATCHDOG only while the terminal lives, patience while it
 * starts or gets on with its stop. Of one thread.
 */
final class Reports {
    /** Asked for again long before it is over. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int LONGEST_STATUS = 200;

    private final Duration fresh;
    private boolean ready;
    private boolean stopping;
    private String status = "";
    private long progress;

    /**
     * Reports.
     *
     * @param fresh how old a result may be that keeps the watchdog quiet
     */
    Reports(Duration fresh) {
        this.fresh = fresh;
    }

    /** What to send while the terminal runs; empty for nothing. */
    String running(Summary live, Summary whole) {
        List<String> lines = new ArrayList<>();
        boolean lives = isWell(live) && live.oldest().compareTo(fresh) <= 0;
        if (!ready && isWell(whole)) {
            ready = true;
            lines.add("READY=1");
        } else if (!ready && lives) {
            // A camera that is not plugged in is no reason to kill what waits for it.
            lines.add("EXTEND_TIMEOUT_USEC=" + micros(PATIENCE));
        }
        if (lives) {
            lines.add("WATCHDOG=1");
        }
        say(lines, isWell(whole) ? "Ready: cards are read and stored" : "Not ready: " + whole.worst());
        return String.join("\n", lines);
    }

    /** What to send when a stop comes to its next phase. */
    String stopping(String phase) {
        List<String> lines = new ArrayList<>();
        if (!stopping) {
            stopping = true;
            lines.add("STOPPING=1");
        }
        say(lines, "Stopping: " + phase);
        return String.join("\n", lines);
    }

    /** What to send while a stop goes on: patience, but only if something came on since the last time. */
    Optional<String> gettingOn(long now, Duration left) {
        boolean grown = now > progress;
        progress = now;
        return grown ? Optional.of("EXTEND_TIMEOUT_USEC=" + micros(left)) : Optional.empty();
    }

    private static boolean isWell(Summary summary) {
        return summary.status() == Status.OK || summary.status() == Status.WARN;
    }

    private static long micros(Duration time) {
        return Math.max(1, time.toNanos() / 1_000);
    }

    private void say(List<String> lines, String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        line = line.length() > LONGEST_STATUS ? line.substring(0, LONGEST_STATUS) : line;
        if (!line.equals(status)) {
            status = line;
            lines.add("STATUS=" + line);
        }
    }
}
