package rollcall.store.legacy;

/** Says why one row is not taken over; never a name or code of a student. */
final class SkippedRow extends Exception {
    private static final long serialVersionUID = 1L;

    SkippedRow(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
