package rollcall.alerts.channel;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/** How many SMS may still go today; may be asked by several channels at a time. */
final class SmsBudget {
    private final int most;
    private final Clock clock;
    private LocalDate day = LocalDate.EPOCH;
    private int sent;

    SmsBudget(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    int most() {
        return most;
    }

    /** Takes one, if there is one left. */
    synchronized boolean take() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
        if (!today.equals(day)) {
            day = today;
            sent = 0;
        }
        if (sent >= most) {
            return false;
        }
        sent++;
        return true;
    }
}
