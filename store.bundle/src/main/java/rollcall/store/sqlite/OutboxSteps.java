package rollcall.store.sqlite;

import java.util.List;
import rollcall.store.sqlite.Schema.Step;

/** The step of the {@link Schema} that gives each target of the outbox its own place. */
final class OutboxSteps {
    /** Only adds: a store that does not know targets sees every row that is owed to one as pending. */
    static final Step TARGETS = new Step(2, List.of("""
                    CREATE TABLE target (
                      key    INTEGER PRIMARY KEY,
                      name   TEXT    NOT NULL UNIQUE,
                      cursor INTEGER NOT NULL DEFAULT 0
                    ) STRICT
                    """, """
                    CREATE TABLE refusal (
                      target   INTEGER NOT NULL REFERENCES target (key),
                      row      INTEGER NOT NULL,
                      state    TEXT    NOT NULL CHECK (state IN ('QUARANTINED', 'REQUEUED')),
                      attempts INTEGER NOT NULL DEFAULT 0,
                      reason   TEXT    NOT NULL DEFAULT '',
                      PRIMARY KEY (target, row)
                    ) STRICT, WITHOUT ROWID
                    """, "CREATE INDEX refusal_by_row ON refusal (row)"));

    private OutboxSteps() {}
}
