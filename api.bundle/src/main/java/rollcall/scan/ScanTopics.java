package rollcall.scan;

/**
 * Event Admin topics about scans.
 *
 * <p>Events are hints that something new can be read from the store; they may be missed and prove nothing.
 */
public final class ScanTopics {
    /** Sent after an accepted scan is durable. Properties: {@link #ROW}, {@link #ID}. */
    public static final String RECORDED = "rollcall/scan/RECORDED";

    /** Sent after a duplicate or refused scan is durable. Properties: {@link #ROW}, {@link #ID}. */
    public static final String REJECTED = "rollcall/scan/REJECTED";

    /** Property: {@link Scan#row()} as {@link Long}. */
    public static final String ROW = "row";

    /** Property: {@link Scan#id()} as text. */
    public static final String ID = "id";

    private ScanTopics() {}
}
