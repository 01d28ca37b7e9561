package rollcall.access.guess;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Makes guessing slow without ever locking anybody out for good: after a wrong password an account has to wait 1, 2, 4 ... 60 s, and an
 * address may be wrong ten times a minute.
 *
 * <p>May be used from any thread; times are those of a clock that never steps.
 */
public final class Guesses {
    static final int MOST_A_MINUTE = 10;

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int DOUBLINGS = 6;

    /** Names and addresses remembered; of more the oldest is forgotten. */
    private static final int MOST = 1_000;

    private final LongSupplier nanoTime;
    private final Map<String, Wrong> accounts = new LinkedHashMap<>();
    private final Map<String, Wrong> addresses = new LinkedHashMap<>();

    /** How often, and since when or until when. */
    private record Wrong(int times, long at) {}

    public Guesses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long an attempt has to wait; empty if it may be made now. */
    public synchronized Optional<Duration> wait(String account, String address) {
        long now = nanoTime.getAsLong();
        long longest = 0;
        Wrong byAccount = accounts.get(account);
        if (byAccount != null) {
            longest = byAccount.at() - now;
        }
        Wrong byAddress = addresses.get(address);
        if (byAddress != null && byAddress.times() >= MOST_A_MINUTE) {
            longest = Math.max(longest, byAddress.at() + MINUTE - now);
        }
        return longest > 0 ? Optional.of(Duration.ofNanos(longest)) : Optional.empty();
    }

    /** Notes that a password or token was wrong. */
    public synchronized void wrong(String account, String address) {
        long now = nanoTime.getAsLong();
        Wrong byAccount = accounts.remove(account);
        int times = byAccount == null ? 1 : Math.min(byAccount.times() + 1, DOUBLINGS + 1);
        long delay = Math.min(LONGEST.toNanos(), FIRST.toNanos() << (times - 1));
        remember(accounts, account, new Wrong(times, now + delay));
        Wrong byAddress = addresses.remove(address);
        Wrong next = byAddress != null && now - byAddress.at() < MINUTE
                ? new Wrong(byAddress.times() + 1, byAddress.at())
                : new Wrong(1, now);
        remember(addresses, address, next);
    }

    /** Notes that a password was right. */
    public synchronized void right(String account) {
        accounts.remove(account);
    }

    private static void remember(Map<String, Wrong> all, String key, Wrong wrong) {
        if (all.size() >= MOST) {
            all.remove(all.keySet().iterator().next());
        }
        all.put(key, wrong);
    }
}
