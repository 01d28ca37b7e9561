package rollcall.store.sqlite;

import java.util.List;
import rollcall.store.sqlite.Schema.Step;

/** The step of the {@link Schema} that makes the tables of {@link SqliteAlertStore}; it only adds. */
final class AlertSchema {
    private AlertSchema() {}

    /** The step, readable by stores from version 2 on. */
    static Step step() {
        return new Step(
                2,
                List.of(
                        """
                        CREATE TABLE alert_life (
                          id           TEXT    NOT NULL PRIMARY KEY,
                          type         TEXT    NOT NULL,
                          source       TEXT    NOT NULL,
                          device       TEXT    NOT NULL,
                          severity     TEXT    NOT NULL,
                          state        TEXT    NOT NULL,
                          message      TEXT    NOT NULL,
                          parameters   TEXT    NOT NULL,
                          steps        TEXT    NOT NULL,
                          started_at   INTEGER NOT NULL,
                          seen_at      INTEGER NOT NULL,
                          occurrences  INTEGER NOT NULL,
                          events       INTEGER NOT NULL,
                          acknowledged TEXT    NOT NULL
                        ) STRICT, WITHOUT ROWID
                        """,
                        "CREATE INDEX alert_life_active ON alert_life (state) WHERE state <> 'RESOLVED'",
                        """
                        CREATE TABLE alert_outbox (
                          row      INTEGER PRIMARY KEY,
                          key      TEXT    NOT NULL UNIQUE,
                          alert    TEXT    NOT NULL REFERENCES alert_life (id),
                          kind     TEXT    NOT NULL,
                          severity TEXT    NOT NULL,
                          message  TEXT    NOT NULL,
                          channel  TEXT    NOT NULL,
                          at       INTEGER NOT NULL,
                          state    TEXT    NOT NULL CHECK (state IN ('WAITING', 'DELIVERED', 'DEAD', 'SUPPRESSED')),
                          attempts INTEGER NOT NULL,
                          next_at  INTEGER NOT NULL,
                          batch    TEXT    NOT NULL,
                          answer   TEXT    NOT NULL
                        ) STRICT
                        """,
                        "CREATE INDEX alert_outbox_waiting ON alert_outbox (state) WHERE state IN ('WAITING', 'DEAD')",
                        "CREATE INDEX alert_outbox_alert ON alert_outbox (alert)",
                        """
                        CREATE TABLE alert_silence (
                          type   TEXT    NOT NULL,
                          source TEXT    NOT NULL,
                          until  INTEGER NOT NULL,
                          who    TEXT    NOT NULL,
                          reason TEXT    NOT NULL,
                          PRIMARY KEY (type, source)
                        ) STRICT, WITHOUT ROWID
                        """));
    }
}
