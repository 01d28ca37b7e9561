package rollcall.store.watch;

import rollcall.scan.ClockTrust;
import rollcall.store.admission.Timetable;

/** What is to be known of the school day now; may be asked from any thread. */
public interface SchoolDay {
    /** How far the clock can be trusted. */
    ClockTrust trust();

    /** The schedule in force. */
    Timetable timetable();
}
