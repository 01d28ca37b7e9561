package rollcall.store.sqlite;

import java.util.List;
import rollcall.store.sqlite.Schema.Step;

/** The step of the {@link Schema} for what the far end says of the school; it only adds. */
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

    private SchoolSteps() {}
}
