package rollcall.scan;

/** Whether a student comes or goes. */
public enum Direction {
    LOGIN,
    LOGOUT
}
