package rollcall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.DoubleSupplier;
import rollcall.itest.Build;
import rollcall.scan.Scan;
import rollcall.sync.Delivery;
import rollcall.sync.PostgresServer;
import rollcall.sync.SyncTarget;
import rollcall.sync.drain.Rig;
import rollcall.sync.postgresql.SqlTarget;

/**
 * Two hundred terminals that were switched on together at 06:00 without a network, which comes back at 07:00.
 *
 * <p>Each has a store of its own and the drain of a real terminal; all write into one PostgreSQL. Only the time is not real:
 * a terminal's next step is made when its pause is over on a clock that the bench moves, those of one moment in threads beside
 * each other. An answer is taken to need 50 ms.
 */
final class DistrictBench {
    private static final int TERMINALS = 200;
    private static final int SCANS = 200;
    private static final int BATCH = 100;
    private static final int THREADS = 8;
    private static final long ANSWER_MILLIS = 50;
    private static final long BACK_MILLIS = Duration.ofHours(1).toMillis();
    private static final long END_MILLIS = BACK_MILLIS + Duration.ofMinutes(10).toMillis();

    private DistrictBench() {}

    static List<Sample> measure(Path folder) throws Exception {
        try (PostgresServer postgres = new PostgresServer()) {
            SplittableRandom random = new SplittableRandom(7);
            District alike = new District(folder.resolve("alike"), postgres, () -> 1.0);
            District spread = new District(folder.resolve("spread"), postgres, () -> {
                synchronized (random) {
                    return random.nextDouble();
                }
            });
            Path picture = Build.top().resolve("docs/images/district.svg");
            Files.createDirectories(picture.getParent());
            Files.writeString(picture, DistrictPicture.of(alike.afterReturn(), spread.afterReturn()));
            System.err.println("bench: wrote " + picture);
            List<Sample> samples = new ArrayList<>();
            samples.addAll(spread.samples("random pauses"));
            samples.addAll(alike.samples("without chance"));
            return samples;
        }
    }

    /** One morning. */
    private static final class District {
        private final PostgresServer postgres;
        private final AtomicIntegerArray requests = new AtomicIntegerArray((int) (END_MILLIS / 1_000) + 1);
        private final List<Terminal> terminals = new ArrayList<>();
        private long now;
        private long drained;

        District(Path folder, PostgresServer postgres, DoubleSupplier random) throws Exception {
            this.postgres = postgres;
            postgres.execute("DROP TABLE IF EXISTS attendance_event; DROP ROLE IF EXISTS rollcall_device");
            postgres.execute(Files.readString(Build.top().resolve("cnf/sync/postgresql.sql")));
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                for (int i = 0; i < TERMINALS; i++) {
                    terminals.add(new Terminal(folder.resolve("terminal-" + i), i, random));
                }
                for (now = 0; now < END_MILLIS; now += ANSWER_MILLIS) {
                    step(threads);
                }
            } finally {
                threads.shutdownNow();
                for (Terminal terminal : terminals) {
                    terminal.rig.close();
                }
            }
            if (postgres.rows() != TERMINALS * SCANS) {
                throw new IllegalStateException(postgres.rows() + " rows arrived of " + TERMINALS * SCANS);
            }
        }

        private void step(ExecutorService threads) throws Exception {
            List<Callable<Boolean>> due = new ArrayList<>();
            for (Terminal terminal : terminals) {
                if (terminal.next <= now) {
                    due.add(terminal::step);
                }
            }
            for (Future<Boolean> done : threads.invokeAll(due)) {
                if (done.get()) {
                    drained = now;
                }
            }
        }

        /** Requests in each second from 07:00 on. */
        int[] afterReturn() {
            int first = (int) (BACK_MILLIS / 1_000);
            int[] seconds = new int[requests.length() - first];
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] = requests.get(first + i);
            }
            return seconds;
        }

        List<Sample> samples(String how) {
            Sample rate = new Sample("requests in a second from 07:00, " + how, "1/s", "");
            int peak = 0;
            int before = 0;
            for (int i = 0; i < requests.length(); i++) {
                if (i >= BACK_MILLIS / 1_000) {
                    peak = Math.max(peak, requests.get(i));
                    if (i * 1_000L <= drained) {
                        rate.add(requests.get(i));
                    }
                } else {
                    before = Math.max(before, requests.get(i));
                }
            }
            Sample most = new Sample("most in one second, " + how, "1/s", "");
            most.add(peak);
            Sample last = new Sample("until the last terminal has sent all, " + how, "s", "");
            last.add((drained - BACK_MILLIS) / 1e3);
            Sample outage = new Sample("most tries in a second of the outage, " + how, "1/s", "");
            outage.add(before);
            return List.of(rate, most, last, outage);
        }

        /** One terminal and its way to the far end; a connection for each batch, as a pool before the database would have. */
        private final class Terminal implements SyncTarget {
            private final Rig rig;
            private long next;

            Terminal(Path folder, int number, DoubleSupplier random) throws Exception {
                this.rig = new Rig(Files.createDirectories(folder), this, BATCH, random);
                SyncBench.fill(rig, SCANS, number);
                rig.store.change(
                        "UPDATE scan SET id = printf('01900000-0000-7000-9000-%04x%08x', " + number + ", row)");
                rig.store.change("UPDATE origin SET device = 'gate-" + number + "'");
            }

            /** True if this step brought the last scan there. */
            boolean step() throws Exception {
                rig.pass(Duration.ofMillis(now).minus(rig.time()));
                Duration rest = rig.step();
                boolean done = rig.pending() == 0;
                next = done ? END_MILLIS : now + Math.max(ANSWER_MILLIS, rest.toMillis());
                return done;
            }

            @Override
            public String name() {
                return "postgresql";
            }

            @Override
            public Delivery deliver(List<Scan> batch) throws IOException, InterruptedException {
                requests.incrementAndGet((int) (now / 1_000));
                if (now < BACK_MILLIS) {
                    throw new IOException("no network");
                }
                Properties properties = new Properties();
                properties.setProperty("user", "owner");
                try (SqlTarget table = new SqlTarget(postgres.url(), properties, "attendance_event")) {
                    return table.deliver(batch);
                }
            }
        }
    }
}
