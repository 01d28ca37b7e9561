package rollcall.store.timetable;

import java.time.LocalTime;
import java.util.Optional;
import rollcall.scan.Direction;
import rollcall.store.admission.Timetable.Open;

/**
 * A part of a school day in which students come once and go once, such as the morning.
 *
 * @param name its name in the scans
 * @param login when students come
 * @param lateAfter who comes after this is late; within the login window, so that whoever comes after the window is late
 * @param logout when they go, not before the login window ends; absent if nobody scans when going
 */
record SchoolSession(String name, Window login, LocalTime lateAfter, Optional<Window> logout) {
    SchoolSession {
        if (!login.contains(lateAfter)) {
            throw new IllegalArgumentException(
                    "lateAfter = " + lateAfter + ": allowed are " + login.from() + " to " + login.to());
        }
        if (logout.isPresent() && logout.get().from().isBefore(login.to())) {
            throw new IllegalArgumentException("logout = " + logout.get().from() + "-"
                    + logout.get().to() + ": allowed from " + login.to() + " on");
        }
    }

    /** The window that ends it. */
    Window last() {
        return logout.orElse(login);
    }

    /** What it says about a time of day; nothing if the time is not its. */
    Optional<Open> at(LocalTime time) {
        if (time.isBefore(login.from()) || time.isAfter(last().to())) {
            return Optional.empty();
        }
        boolean goes = logout.isPresent() && logout.get().contains(time) && !login.contains(time);
        return Optional.of(
                goes
                        ? new Open(Direction.LOGOUT, false, name)
                        : new Open(Direction.LOGIN, time.isAfter(lateAfter), name));
    }

    /** Says what is wrong if this one follows another; where both overlap, the earlier one counts. */
    void checkAfter(SchoolSession before) {
        if (login.from().isBefore(before.last().from())) {
            throw new IllegalArgumentException("login starts at " + login.from() + ": allowed from "
                    + before.last().from() + " on, when session " + before.name() + " ends");
        }
        if (!login.to().isAfter(before.last().to())) {
            throw new IllegalArgumentException("login ends at " + login.to() + ": allowed after "
                    + before.last().to() + ", when session " + before.name() + " is over");
        }
    }
}
