package rollcall.store.legacy;

/** How many rows of a table were read, and what became of them. Belongs to one thread. */
final class LegacyCount {
    private long read;
    private long taken;
    private long there;
    private long skipped;

    /** More rows are there to be accounted for; counted apart from what becomes of them. */
    void read(long rows) {
        read += rows;
    }

    void take(long rows) {
        taken += rows;
    }

    void there(long rows) {
        there += rows;
    }

    void skip(long rows) {
        skipped += rows;
    }

    long read() {
        return read;
    }

    long taken() {
        return taken;
    }

    long there() {
        return there;
    }

    long skipped() {
        return skipped;
    }

    boolean addsUp() {
        return read == taken + there + skipped;
    }

    @Override
    public String toString() {
        return "read " + read + ", taken " + taken + ", there " + there + ", skipped " + skipped;
    }
}
