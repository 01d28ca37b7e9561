package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.store.sqlite.Schema.Step;

class SchemaTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("attendance.db");
    }

    /** The present schema and one more step on top. */
    private static Schema after(Step next) {
        List<Step> steps = new ArrayList<>(Schema.CURRENT.steps());
        steps.add(next);
        return new Schema(steps);
    }

    @Test
    void scans_of_the_first_version_are_taken_along() throws Exception {
        try (SqliteDatabase first = new SqliteDatabase(file(), new Schema(List.of(SchemaSteps.FIRST)))) {
            first.write(session -> {
                for (int i = 1; i <= 3; i++) {
                    session.change(
                            "INSERT INTO scan (id, code, listed, name, section, status, direction, captured_at, day)"
                                    + " VALUES (?, ?, 0, '', '', ?, 'LOGIN', ?, '2026-11-24')",
                            OpenStore.nextId(),
                            "S" + i,
                            i < 3 ? "PRESENT" : "DUPLICATE",
                            OpenStore.NOON.toEpochMilli());
                }
                session.change("UPDATE scan SET earlier_at = 5 WHERE sequence = 3");
                session.change("INSERT INTO outbox (sequence, state) VALUES (1, 'ACKED'), (2, 'PENDING')");
                return session;
            });
        }
        try (OpenStore store = new OpenStore(folder)) {
            assertThat(store.scans.recent(10)).extracting(Scan::code).containsExactly("S3", "S2", "S1");
            assertThat(store.scans.totals(OpenStore.NOON)).isEqualTo(new rollcall.store.Totals(3, 2, 0, 1, 0));
            assertThat(store.scans.queue().pending()).isEqualTo(1);
            assertThat(store.ledger.days())
                    .allMatch(day -> day.unaccounted() == 0)
                    .hasSize(1);
            assertThat(store.ledger.gaps()).isEmpty();
            assertThat(store.number("SELECT count(*) FROM pragma_foreign_key_check"))
                    .isZero();
        }
    }

    @Test
    void a_step_that_only_adds_leaves_the_way_back_open() throws Exception {
        try (OpenStore store = new OpenStore(folder)) {
            store.scan("S1");
        }
        Schema newer = after(new Step(
                Schema.CURRENT.newest(),
                List.of("ALTER TABLE scan ADD COLUMN mood TEXT", "CREATE TABLE extra (key INTEGER PRIMARY KEY)")));
        try (SqliteDatabase updated = new SqliteDatabase(file(), newer)) {
            updated.write(session -> session.change("INSERT INTO extra (key) VALUES (1)"));
        }
        // The update was undone: the store of before works on, and its rows are there when the update comes again.
        try (OpenStore store = new OpenStore(folder)) {
            assertThat(store.scan("S2").row()).isEqualTo(2);
            assertThat(store.ledger.days()).allMatch(day -> day.unaccounted() == 0);
        }
        try (SqliteDatabase updated = new SqliteDatabase(file(), newer)) {
            assertThat(updated.<Long>read(session -> session.number("SELECT count(*) FROM scan WHERE mood IS NULL")))
                    .isEqualTo(2);
            assertThat(updated.<Long>read(session -> session.number("SELECT count(*) FROM extra")))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_step_that_takes_away_closes_it_and_says_so() throws Exception {
        int next = Schema.CURRENT.newest() + 1;
        try (SqliteDatabase updated =
                new SqliteDatabase(file(), after(new Step(next, List.of("ALTER TABLE scan DROP COLUMN quality"))))) {
            assertThat(updated.<Long>read(session -> session.number("PRAGMA user_version")))
                    .isEqualTo(next);
        }
        assertThatThrownBy(() -> new SqliteDatabase(file()))
                .hasMessageContaining("schema version " + next)
                .hasMessageContaining("install the newer store");
    }

    @Test
    void a_step_that_fails_leaves_the_version_before() throws Exception {
        assertThatThrownBy(() -> new SqliteDatabase(
                        file(), after(new Step(4, List.of("CREATE TABLE extra (key INTEGER)", "NONSENSE")))))
                .hasMessageContaining("attendance.db");
        try (OpenStore store = new OpenStore(folder)) {
            assertThat(store.number("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"))
                    .isZero();
            store.scan("S1");
        }
    }
}
