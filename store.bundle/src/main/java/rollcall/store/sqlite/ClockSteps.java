package rollcall.store.sqlite;

import java.util.List;
import rollcall.store.sqlite.Schema.Step;

/** The step of the {@link Schema} for how wrong a clock was; it only adds. */
final class ClockSteps {
    /** A row for each scan whose clock was not trusted; {@code number} counts measurements. */
    static final Step OFFSETS =
            new Step(2, List.of("""
                    CREATE TABLE scan_clock (
                      row         INTEGER PRIMARY KEY,
                      boot        TEXT    NOT NULL,
                      apart       INTEGER NOT NULL,
                      number      INTEGER UNIQUE,
                      offset      INTEGER,
                      measured_at INTEGER
                    ) STRICT
                    """, "CREATE INDEX scan_clock_waiting ON scan_clock (boot) WHERE number IS NULL"));

    private ClockSteps() {}
}
