package rollcall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.store.StoreException;

class WriterTest {
    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private SqliteDatabase database;

    @BeforeEach
    void open() throws Exception {
        database = new SqliteDatabase(folder.resolve("attendance.db"));
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        database.close();
    }

    private int put(String key, Object value) throws StoreException {
        return database.write(session -> {
            SqliteDeviceState.put(session, key, value);
            return 1;
        });
    }

    private long count() throws Exception {
        return database.read(session -> session.number("SELECT count(*) FROM state WHERE key LIKE 'test.%'"));
    }

    /** Keeps the writing thread busy until the latch is opened, so that what comes meanwhile makes one batch. */
    private Future<?> busy(CountDownLatch until) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> busy = threads.submit(() -> database.write(session -> {
            begun.countDown();
            try {
                return until.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        return busy;
    }

    @Test
    void one_bad_piece_of_a_batch_undoes_itself_alone() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Future<?> busy = busy(go);
        List<Future<?>> good = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            good.add(threads.submit(() -> put("test." + number, number)));
        }
        Future<?> bad = threads.submit(() -> database.write(session -> {
            SqliteDeviceState.put(session, "test.bad", 1);
            throw new IllegalStateException("on purpose");
        }));
        go.countDown();
        busy.get(20, TimeUnit.SECONDS);
        for (Future<?> each : good) {
            each.get(20, TimeUnit.SECONDS);
        }
        assertThatThrownBy(() -> bad.get(20, TimeUnit.SECONDS)).hasStackTraceContaining("on purpose");
        assertThat(count()).isEqualTo(5);
    }

    @Test
    void an_interrupt_does_not_leave_the_outcome_open() throws Exception {
        Thread.currentThread().interrupt();
        put("test.a", 1);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void closing_finishes_what_was_given_in_and_refuses_what_comes_later() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Future<?> busy = busy(go);
        Future<?> queued = threads.submit(() -> put("test.queued", 1));
        Future<?> closing = threads.submit(() -> {
            database.close();
            return 1;
        });
        go.countDown();
        busy.get(20, TimeUnit.SECONDS);
        closing.get(20, TimeUnit.SECONDS);
        boolean taken;
        try {
            queued.get(20, TimeUnit.SECONDS);
            taken = true;
        } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e).hasStackTraceContaining("the store is stopped");
            taken = false;
        }
        assertThatThrownBy(() -> put("test.late", 1)).hasMessageContaining("stopped");
        open();
        assertThat(count()).isEqualTo(taken ? 1 : 0);
    }

    @Test
    void a_statement_that_failed_once_works_the_next_time() throws Exception {
        String insert = "INSERT INTO origin (key, device, epoch) VALUES (?, 'x', 1)";
        database.write(session -> session.change(insert, 1));
        assertThatThrownBy(() -> database.write(session -> session.change(insert, 1)))
                .isInstanceOf(StoreException.class);
        assertThat(database.<Integer>write(
                        session -> session.change("UPDATE origin SET epoch = 2") + session.change(insert, 2)))
                .isEqualTo(2);
    }

    @Test
    void a_failing_question_does_not_spoil_the_next_one() throws Exception {
        assertThatThrownBy(() -> database.read(session -> session.number("SELECT nothing FROM nowhere")))
                .isInstanceOf(StoreException.class);
        assertThat(count()).isZero();
        assertThatThrownBy(() -> database.read(session -> session.change("DELETE FROM scan")))
                .isInstanceOf(StoreException.class);
    }
}
