package rollcall.sync.health;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.store.sqlite.OpenStore.NOON;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.ScanId;
import rollcall.store.sqlite.OpenStore;

/** The checks on a real outbox; what each is told of is in docs/sync.md. */
class SyncChecksTest {
    @TempDir
    private Path folder;

    private OpenStore store;

    @BeforeEach
    void open() throws Exception {
        store = new OpenStore(folder);
        store.outbox.open("there");
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private Status age(Duration later) {
        return new AgeCheck(store.outbox, Duration.ofMinutes(60), Clock.fixed(NOON.plus(later), ZoneOffset.UTC))
                .execute()
                .getStatus();
    }

    @Test
    void the_oldest_scan_may_wait_for_an_hour() throws Exception {
        assertThat(age(Duration.ofDays(9))).isEqualTo(Status.OK);
        store.scan("S1");
        assertThat(age(Duration.ofMinutes(60))).isEqualTo(Status.OK);
        assertThat(age(Duration.ofMinutes(61))).isEqualTo(Status.WARN);
    }

    @Test
    void a_queue_over_its_limit_is_told() throws Exception {
        QueueCheck check = new QueueCheck(store.outbox, 2);
        store.scan("S1");
        store.scan("S2");
        assertThat(check.execute().getStatus()).isEqualTo(Status.OK);
        store.scan("S3");
        assertThat(check.execute().getStatus()).isEqualTo(Status.WARN);
        assertThat(check.execute().toString()).contains("3 scans wait for there", "more than 2");
    }

    @Test
    void a_refused_scan_is_told_until_it_is_sent_again() throws Exception {
        QuarantineCheck check = new QuarantineCheck(store.outbox);
        ScanId id = store.scan("S1").id();
        store.outbox.settle("there", List.of(), Map.of(id, "no"), NOON);
        assertThat(check.execute().getStatus()).isEqualTo(Status.WARN);
        store.outbox.requeue(id);
        assertThat(check.execute().getStatus()).isEqualTo(Status.OK);
    }

    @Test
    void a_store_that_is_being_replaced_is_no_trouble_of_a_far_end() throws Exception {
        store.close();
        assertThat(new QueueCheck(store.outbox, 2).execute().getStatus()).isEqualTo(Status.TEMPORARILY_UNAVAILABLE);
        assertThat(new QuarantineCheck(store.outbox).execute().getStatus()).isEqualTo(Status.TEMPORARILY_UNAVAILABLE);
        assertThat(age(Duration.ZERO)).isEqualTo(Status.TEMPORARILY_UNAVAILABLE);
    }
}
