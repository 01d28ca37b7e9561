package rollcall.store.sqlite;

import java.util.List;
import rollcall.store.sqlite.Schema.Step;

/** The steps of the {@link Schema} for what the far end says of the school and what guardians are told; they only add. */
final class SchoolSteps {
    /** Guardians have a table of their own: nobody who reads students comes across them. */
    static final Step PULLED = new Step(2, List.of("""
        CREATE TABLE guardian (
          code    TEXT    NOT NULL PRIMARY KEY,
          phone   TEXT    NOT NULL,
          opt_out INTEGER NOT NULL CHECK (opt_out IN (0, 1))
        ) STRICT, WITHOUT ROWID
        """, """
        CREATE TABLE roster_line (
          offer   TEXT    NOT NULL CHECK (offer IN ('PULLED', 'HELD')),
          code    TEXT    NOT NULL,
          name    TEXT    NOT NULL,
          section TEXT    NOT NULL,
          phone   TEXT    NOT NULL,
          opt_out INTEGER NOT NULL CHECK (opt_out IN (0, 1)),
          PRIMARY KEY (offer, code)
        ) STRICT, WITHOUT ROWID
        """));

    /** Neither names nor numbers stand in a message. */
    static final Step MESSAGES = new Step(
            2, List.of("""
                    CREATE TABLE message (
                      row      INTEGER PRIMARY KEY,
                      key      TEXT    NOT NULL UNIQUE,
                      subject  TEXT    NOT NULL,
                      kind     TEXT    NOT NULL,
                      code     TEXT    NOT NULL,
                      session  TEXT    NOT NULL,
                      at       INTEGER NOT NULL,
                      state    TEXT    NOT NULL CHECK (state IN ('WAITING', 'SENT', 'REFUSED', 'DROPPED')),
                      attempts INTEGER NOT NULL DEFAULT 0,
                      next_at  INTEGER NOT NULL DEFAULT 0,
                      reason   TEXT    NOT NULL DEFAULT '',
                      UNIQUE (subject, kind)
                    ) STRICT
                    """, "CREATE INDEX message_waiting ON message (row) WHERE state = 'WAITING'", """
                    CREATE TABLE message_day (
                      day   INTEGER PRIMARY KEY,
                      tried INTEGER NOT NULL
                    ) STRICT
                    """, """
                    CREATE TABLE message_stop (
                      phone TEXT NOT NULL PRIMARY KEY
                    ) STRICT, WITHOUT ROWID
                    """));

    private SchoolSteps() {}
}
