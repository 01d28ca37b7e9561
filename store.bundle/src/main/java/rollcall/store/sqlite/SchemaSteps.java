package rollcall.store.sqlite;

import java.util.List;
import rollcall.store.sqlite.Schema.Step;

/** The SQL of each step of the {@link Schema}; docs/storage.md explains the tables. */
final class SchemaSteps {
    static final Step FIRST = new Step(
            1,
            List.of(
                    """
                    CREATE TABLE scan (
                      sequence    INTEGER PRIMARY KEY AUTOINCREMENT,
                      id          TEXT    NOT NULL UNIQUE,
                      code        TEXT    NOT NULL,
                      listed      INTEGER NOT NULL CHECK (listed IN (0, 1)),
                      name        TEXT    NOT NULL,
                      section     TEXT    NOT NULL,
                      status      TEXT    NOT NULL CHECK (status IN ('PRESENT', 'DUPLICATE', 'REJECTED')),
                      direction   TEXT             CHECK (direction IN ('LOGIN', 'LOGOUT')),
                      reason      TEXT,
                      earlier_at  INTEGER,
                      captured_at INTEGER NOT NULL,
                      day         TEXT    NOT NULL,
                      synced_at   INTEGER
                    ) STRICT
                    """,
                    "CREATE INDEX scan_accepted_by_code ON scan (code, sequence) WHERE status = 'PRESENT'",
                    "CREATE INDEX scan_by_day ON scan (day, status)",
                    """
                    CREATE TABLE outbox (
                      sequence     INTEGER PRIMARY KEY REFERENCES scan (sequence),
                      state        TEXT    NOT NULL CHECK (state IN ('PENDING', 'SENT', 'ACKED', 'QUARANTINED')),
                      attempts     INTEGER NOT NULL DEFAULT 0,
                      next_attempt INTEGER,
                      reason       TEXT
                    ) STRICT
                    """,
                    "CREATE INDEX outbox_pending ON outbox (sequence) WHERE state = 'PENDING'"));

    /** Not readable by version 1: the tables have other names for the same things. */
    static final Step LEGAL_RECORD = new Step(
            2,
            List.of(
                    """
                    CREATE TABLE state (
                      key   TEXT NOT NULL PRIMARY KEY,
                      value TEXT NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE origin (
                      key    INTEGER PRIMARY KEY,
                      device TEXT    NOT NULL,
                      epoch  INTEGER NOT NULL CHECK (epoch >= 0),
                      pruned INTEGER NOT NULL DEFAULT 0,
                      UNIQUE (device, epoch)
                    ) STRICT
                    """,
                    "ALTER TABLE scan RENAME TO scan_1",
                    "ALTER TABLE outbox RENAME TO outbox_1",
                    "DROP INDEX scan_accepted_by_code",
                    """
                    CREATE TABLE scan (
                      row         INTEGER PRIMARY KEY,
                      id          TEXT    NOT NULL UNIQUE,
                      origin      INTEGER NOT NULL REFERENCES origin (key),
                      sequence    INTEGER NOT NULL CHECK (sequence >= 1),
                      code        TEXT    NOT NULL,
                      listed      INTEGER NOT NULL CHECK (listed IN (0, 1)),
                      name        TEXT    NOT NULL,
                      section     TEXT    NOT NULL,
                      status      TEXT    NOT NULL CHECK (status IN ('PRESENT', 'LATE', 'DUPLICATE', 'REJECTED')),
                      direction   TEXT             CHECK (direction IN ('LOGIN', 'LOGOUT')),
                      session     TEXT    NOT NULL DEFAULT '',
                      reason      TEXT,
                      earlier_at  INTEGER,
                      captured_at INTEGER NOT NULL,
                      day         INTEGER NOT NULL,
                      clock       TEXT    NOT NULL CHECK (clock IN ('TRUSTED', 'HOLDOVER', 'UNTRUSTED')),
                      photo       TEXT,
                      photo_bytes INTEGER,
                      quality     TEXT,
                      correlation TEXT,
                      synced_at   INTEGER,
                      UNIQUE (origin, sequence)
                    ) STRICT
                    """,
                    """
                    CREATE TABLE outbox (
                      row          INTEGER PRIMARY KEY REFERENCES scan (row),
                      state        TEXT    NOT NULL CHECK (state IN ('PENDING', 'SENT', 'ACKED', 'QUARANTINED')),
                      attempts     INTEGER NOT NULL DEFAULT 0,
                      next_attempt INTEGER,
                      reason       TEXT
                    ) STRICT
                    """,
                    """
                    CREATE TABLE tally (
                      day         INTEGER PRIMARY KEY,
                      first_row   INTEGER NOT NULL,
                      last_row    INTEGER NOT NULL,
                      present     INTEGER NOT NULL DEFAULT 0,
                      late        INTEGER NOT NULL DEFAULT 0,
                      duplicate   INTEGER NOT NULL DEFAULT 0,
                      rejected    INTEGER NOT NULL DEFAULT 0,
                      acked       INTEGER NOT NULL DEFAULT 0,
                      quarantined INTEGER NOT NULL DEFAULT 0,
                      removed     INTEGER NOT NULL DEFAULT 0
                    ) STRICT
                    """,
                    """
                    CREATE TABLE student (
                      code    TEXT NOT NULL PRIMARY KEY,
                      name    TEXT NOT NULL,
                      section TEXT NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE timetable (
                      name       TEXT    NOT NULL PRIMARY KEY,
                      text       TEXT    NOT NULL,
                      applied_at INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID
                    """,
                    """
                    CREATE TABLE audit (
                      number  INTEGER PRIMARY KEY,
                      at      INTEGER NOT NULL,
                      actor   TEXT    NOT NULL,
                      action  TEXT    NOT NULL,
                      subject TEXT    NOT NULL,
                      details TEXT    NOT NULL,
                      hash    TEXT    NOT NULL
                    ) STRICT
                    """,
                    """
                    CREATE TABLE alert (
                      key      INTEGER PRIMARY KEY,
                      type     TEXT    NOT NULL,
                      severity TEXT    NOT NULL CHECK (severity IN ('INFO', 'WARNING', 'ERROR', 'CRITICAL')),
                      source   TEXT    NOT NULL,
                      at       INTEGER NOT NULL,
                      message  TEXT    NOT NULL,
                      ended_at INTEGER
                    ) STRICT
                    """,
                    "INSERT INTO origin (key, device, epoch) SELECT 1, 'terminal', 1 FROM scan_1 LIMIT 1",
                    """
                    INSERT INTO scan (row, id, origin, sequence, code, listed, name, section, status, direction, reason,
                                      earlier_at, captured_at, day, clock, synced_at)
                    SELECT sequence, id, 1, sequence, code, listed, name, section, status, direction, reason,
                           earlier_at, captured_at, unixepoch(day) / 86400, 'UNTRUSTED', synced_at
                    FROM scan_1
                    """,
                    "INSERT INTO outbox SELECT sequence, state, attempts, next_attempt, reason FROM outbox_1",
                    """
                    INSERT INTO tally (day, first_row, last_row, present, late, duplicate, rejected, acked, quarantined)
                    SELECT day, min(scan.row), max(scan.row), sum(status = 'PRESENT'), 0, sum(status = 'DUPLICATE'),
                           sum(status = 'REJECTED'), sum(ifnull(state, '') = 'ACKED'), sum(ifnull(state, '') = 'QUARANTINED')
                    FROM scan LEFT JOIN outbox ON outbox.row = scan.row GROUP BY day
                    """,
                    "DROP TABLE outbox_1",
                    "DROP TABLE scan_1",
                    "CREATE INDEX scan_accepted_by_code ON scan (code, day, row) WHERE status IN ('PRESENT', 'LATE')",
                    "CREATE INDEX outbox_due ON outbox (row) WHERE state IN ('PENDING', 'SENT')",
                    "CREATE INDEX outbox_quarantined ON outbox (row) WHERE state = 'QUARANTINED'"));

    private SchemaSteps() {}
}
