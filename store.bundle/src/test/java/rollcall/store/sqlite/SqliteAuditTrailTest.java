package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.store.AuditTrail.Entry;

class SqliteAuditTrailTest {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00.123456789Z");

    @TempDir
    private Path folder;

    private OpenStore store;
    private SqliteAuditTrail trail;

    @BeforeEach
    void open() throws Exception {
        store = new OpenStore(folder);
        trail = new SqliteAuditTrail(store.database, Clock.fixed(AT, ZoneOffset.UTC));
        trail.append("admin", "config.changed", "store", "cooldownMinutes 10 -> 5");
        trail.append("command", "student.forgotten", "S1", "3 scans");
        trail.append("update", "bundle.replaced", "rollcall.store", "0.1.0 -> 0.1.1");
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void entries_are_kept_newest_first_and_their_chain_is_whole() throws Exception {
        assertThat(trail.recent(2))
                .extracting(Entry::number, Entry::action)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3L, "bundle.replaced"),
                        org.assertj.core.groups.Tuple.tuple(2L, "student.forgotten"));
        assertThat(trail.recent(1).get(0).at()).isEqualTo("2026-11-24T12:00:00.123Z");
        assertThat(trail.firstBroken()).isZero();
    }

    @Test
    void a_changed_entry_shows() throws Exception {
        store.change("UPDATE audit SET details = '0 scans' WHERE number = 2");
        assertThat(trail.firstBroken()).isEqualTo(2);
    }

    @Test
    void a_removed_entry_shows() throws Exception {
        store.change("DELETE FROM audit WHERE number = 2");
        assertThat(trail.firstBroken()).isEqualTo(2);
    }

    @Test
    void text_moved_from_one_field_to_the_next_shows() throws Exception {
        store.change("UPDATE audit SET subject = 'S', details = '13 scans' WHERE number = 2");
        assertThat(trail.firstBroken()).isEqualTo(2);
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> trail.append("", "a.b", "", "")).hasMessageContaining("actor");
        assertThatThrownBy(() -> trail.append("a", "DROP TABLE", "", "")).hasMessageContaining("lower-case words");
        assertThatThrownBy(() -> trail.append("a", "a.b", "x".repeat(257), "")).hasMessageContaining("at most 256");
    }
}
