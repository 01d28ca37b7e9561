package rollcall.launcher.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Sha256;
import rollcall.launcher.home.SystemDisk;
import rollcall.launcher.trust.Refusal;
import rollcall.launcher.trust.RefusedException;
import rollcall.launcher.trust.SigningKey;
import rollcall.launcher.trust.TrustStore;
import rollcall.launcher.trust.UpdateStatement;

/** Updates that somebody made badly or with bad intent, one fault each, on one terminal that goes on through all. */
class BadUpdateTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    private final SigningKey key = SigningKey.generate("school");
    private final Disk disk = new Disk();
    private TinyBundles tiny;
    private TinyTerminal terminal;
    private long sequence = 100;

    /** A disk of which one can say how much is free. */
    private static final class Disk implements rollcall.launcher.home.Disk {
        private final SystemDisk system = new SystemDisk();
        private volatile long free = Long.MAX_VALUE;

        /** How many more calls work before the disk is full. */
        private final AtomicInteger calls = new AtomicInteger(Integer.MAX_VALUE);

        private void use() throws IOException {
            if (calls.decrementAndGet() < 0) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void create(Path file, String permissions) throws IOException {
            use();
            system.create(file, permissions);
        }

        @Override
        public void append(Path file, byte[] bytes, int offset, int length) throws IOException {
            if (calls.get() == 0) {
                system.append(file, bytes, offset, length / 2);
            }
            use();
            system.append(file, bytes, offset, length);
        }

        @Override
        public void truncate(Path file, long length) throws IOException {
            system.truncate(file, length);
        }

        @Override
        public void force(Path file) throws IOException {
            system.force(file);
        }

        @Override
        public void forceFolder(Path name) throws IOException {
            system.forceFolder(name);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            use();
            system.rename(from, to);
        }

        @Override
        public void symlink(Path link, Path target) throws IOException {
            use();
            system.symlink(link, target);
        }

        @Override
        public void delete(Path file) throws IOException {
            system.delete(file);
        }

        @Override
        public long free(Path name) {
            return free;
        }
    }

    @BeforeEach
    void start() throws Exception {
        tiny = new TinyBundles(folder.resolve("jars"));
        TinyTerminal.install(
                folder.resolve("home"), key, tiny.active("alone", "1.0.0", "", ""), tiny.plain("other", "1.0.0"));
        terminal = TinyTerminal.start(folder.resolve("home"), disk);
        assertThat(terminal.running()).containsExactly("alone 1.0.0", "other 1.0.0");
    }

    @AfterEach
    void close() throws Exception {
        terminal.close();
    }

    private Home home() {
        return terminal.machinery().home();
    }

    private byte[] signed(Path... jars) throws Exception {
        return TinyTerminal.signed(folder, key, ++sequence, jars);
    }

    private void refused(Refusal refusal, String words, byte[] update) {
        List<String> running = terminal.running();
        assertThatThrownBy(() -> terminal.push(update, AT_ONCE))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal))
                .hasMessageContaining(words);
        assertThat(terminal.running()).isEqualTo(running);
        assertThat(home().store().toFile().list()).as("jars").hasSize(2);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void content_that_is_not_what_was_signed() throws Exception {
        Path jar = tiny.plain("alone", "2.0.0");
        UpdateStatement.Claim honest = UpdateFile.claim(jar);
        Version version = Version.parseVersion("2.0.0");
        UpdateStatement.Claim otherName = new UpdateStatement.Claim("other", version, honest.sha256(), honest.size());
        refused(
                Refusal.CONTENT_DIFFERS,
                "signed as other 2.0.0, but the jar is alone 2.0.0",
                TinyTerminal.signed(folder, key, ++sequence, List.of(otherName), List.of(jar)));
        UpdateStatement.Claim otherContent =
                new UpdateStatement.Claim("alone", version, Sha256.of(new byte[1]), honest.size());
        refused(
                Refusal.CONTENT_DIFFERS,
                "is not the one that was signed",
                TinyTerminal.signed(folder, key, ++sequence, List.of(otherContent), List.of(jar)));
        UpdateStatement.Claim smaller = new UpdateStatement.Claim("alone", version, honest.sha256(), honest.size() - 1);
        refused(
                Refusal.CONTENT_DIFFERS,
                "is larger than",
                TinyTerminal.signed(folder, key, ++sequence, List.of(smaller), List.of(jar)));
        refused(Refusal.CONTENT_DIFFERS, "is missing", rewritten(signed(jar), 1, List.of()));
        refused(
                Refusal.CONTENT_DIFFERS,
                "'evil.sh', which was not signed",
                rewritten(signed(jar), 1, List.of("evil.sh")));
    }

    /** The first entries of an update file, and some more. */
    private static byte[] rewritten(byte[] update, int keep, List<String> more) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(update));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < keep; i++) {
                ZipEntry entry = in.getNextEntry();
                assertThat(entry).isNotNull();
                zip.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo(zip);
            }
            for (String name : more) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("#!/bin/sh".getBytes(StandardCharsets.US_ASCII));
            }
        }
        return out.toByteArray();
    }

    @Test
    void a_zip_bomb_and_a_file_that_does_not_end() throws Exception {
        byte[] zeros = new byte[64 << 20];
        Map<String, byte[]> bomb = new java.util.TreeMap<>();
        for (int i = 0; i < 9; i++) {
            bomb.put("zeros" + i, zeros);
        }
        refused(Refusal.MALFORMED, "unpacks to more than 512 MiB", signed(tiny.jar("alone", "2.0.0", Map.of(), bomb)));

        // A statement whose compressed bytes never end.
        long[] read = {0};
        InputStream endless = new InputStream() {
            private final InputStream head = new ByteArrayInputStream(endlessHead());

            @Override
            public int read() throws IOException {
                read[0]++;
                int next = head.read();
                return next >= 0 ? next : 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                buffer[offset] = (byte) read();
                return 1;
            }
        };
        assertThatThrownBy(() -> terminal.updates().push(endless, new Order("test", "", AT_ONCE, true)))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.MALFORMED))
                .hasMessageContaining("larger than 256 KiB");
        assertThat(read[0]).as("bytes read").isLessThan(2 << 20);
    }

    /** The local header of an entry that is stored and says to be 4 GiB long (APPNOTE 4.3.7). */
    private static byte[] endlessHead() {
        byte[] name = "statement.json".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer head = ByteBuffer.allocate(30 + name.length).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(0x04034b50).putShort((short) 10).putShort((short) 0).putShort((short) 0);
        head.putInt(0).putInt(0).putInt(0xfffffff0).putInt(0xfffffff0);
        head.putShort((short) name.length).putShort((short) 0).put(name);
        return head.array();
    }

    @Test
    void a_disk_without_space_or_that_gets_full_at_any_write() throws Exception {
        byte[] update = signed(tiny.plain("alone", "2.0.0"));
        disk.free = 10 << 20;
        refused(Refusal.NO_SPACE, "generations gc", update);
        disk.free = Long.MAX_VALUE;
        int full = 0;
        boolean done = false;
        while (!done) {
            disk.calls.set(full++);
            try {
                terminal.push(update, AT_ONCE);
                done = true;
            } catch (RefusedException | IOException e) {
                assertThat(e.getMessage()).containsAnyOf("No space left", "cannot be written");
            }
            disk.calls.set(Integer.MAX_VALUE);
            if (!done) {
                assertThat(terminal.running())
                        .as("full after %d writes", full - 1)
                        .contains("alone 1.0.0");
                assertThat(terminal.machinery().generations().currentNumber()).isEqualTo(1);
            }
        }
        assertThat(full).as("writes of an update").isGreaterThan(10);
        assertThat(terminal.running()).contains("alone 2.0.0");
        List<String> problems = new ArrayList<>();
        UpdateJournal.open(home(), new SystemDisk(), Clock.systemUTC(), problems::add);
        assertThat(problems).as("the journal, after all that").isEmpty();
    }

    @Test
    void what_hangs_when_it_is_stopped_is_left_and_the_old_one_comes_back() throws Exception {
        Path hangs = tiny.active(
                "alone",
                "2.0.0",
                "context.registerService(java.util.function.Supplier.class, (java.util.function.Supplier<Object>) () ->"
                        + " java.util.Map.of(\"far end\", \"is away\"),"
                        + " new java.util.Hashtable<>(java.util.Map.of(\"rollcall.vitals\", \"x\")));",
                "new java.util.concurrent.CountDownLatch(1).await();");
        terminal.push(signed(hangs), LONG);
        await(() -> terminal.updates().current().number() == 1);
        await(() -> terminal.running().contains("alone 1.0.0"));
        assertThat(terminal.machinery().generations().currentNumber()).isEqualTo(1);
    }

    @Test
    void what_nothing_can_stop_is_left_to_a_new_process_that_runs_the_old_one() throws Exception {
        Path stubborn = tiny.active(
                "alone",
                "2.0.0",
                "context.registerService(java.util.function.Supplier.class, (java.util.function.Supplier<Object>) () ->"
                        + " java.util.Map.of(\"far end\", \"is away\"),"
                        + " new java.util.Hashtable<>(java.util.Map.of(\"rollcall.vitals\", \"x\")));",
                "long end = System.nanoTime() + 6_000_000_000L; while (System.nanoTime() < end)"
                        + " java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);");
        terminal.push(signed(stubborn), LONG);
        await(() -> terminal.said().contains("restart"));
        assertThat(terminal.machinery().generations().currentNumber()).isEqualTo(1);
    }

    @Test
    void what_leaks_threads_is_undone() throws Exception {
        Path leaks = tiny.active(
                "alone",
                "2.0.0",
                "for (int i = 0; i < 60; i++) { Thread t = new Thread(() -> { try { new"
                        + " java.util.concurrent.CountDownLatch(1).await(); } catch (InterruptedException e) { } });"
                        + " t.setDaemon(true); t.setName(\"leak\"); t.start(); }",
                "for (Thread t : Thread.getAllStackTraces().keySet()) if (t.getName().equals(\"leak\")) t.interrupt();");
        terminal.push(signed(leaks), LONG);
        await(() -> terminal.running().contains("alone 1.0.0"));
        await(() -> terminal.updates().history().unfinished().isEmpty());
        assertThat(terminal.updates().history().records().get(0).reason()).startsWith("threads: ");
    }

    @Test
    void two_at_once_and_one_while_another_is_watched() throws Exception {
        Path slow = tiny.active("alone", "2.0.0", "Thread.sleep(600);", "");
        byte[] first = signed(slow);
        byte[] second = signed(tiny.plain("other", "2.0.0"));
        Thread pushing = new Thread(() -> {
            try {
                terminal.push(first, AT_ONCE);
            } catch (RefusedException | IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        pushing.start();
        await(() ->
                terminal.machinery().journal().entries().stream().anyMatch(entry -> entry.step() == UpdateStep.STAGED));
        assertThatThrownBy(() -> terminal.push(second, AT_ONCE)).hasMessageContaining("another update is under way");
        pushing.join();
        assertThat(terminal.running()).containsExactly("alone 2.0.0", "other 1.0.0");
        terminal.push(second, AT_ONCE);
        assertThat(terminal.running()).containsExactly("alone 2.0.0", "other 2.0.0");
    }

    @Test
    void a_revoked_key_and_one_that_is_trusted_again_only_by_another() throws Exception {
        byte[] update = signed(tiny.plain("alone", "2.0.0"));
        TrustStore trust = terminal.machinery().trust();
        trust.revoke("school", "lost");
        refused(Refusal.NO_TRUSTED_KEY, "no key is trusted here", update);
        trust.add(SigningKey.generate("next").publicKey());
        refused(Refusal.REVOKED_KEY, "lost", update);
    }

    @Test
    void fifty_updates_that_are_undone_leave_nothing_behind() throws Exception {
        int rounds = Boolean.getBoolean("rollcall.nightly") ? 50 : 12;
        Path bad = tiny.active("alone", "2.0.0", "throw new IllegalStateException(\"on purpose\");", "");
        int threads = 0;
        for (int round = 0; round < rounds; round++) {
            refused(Refusal.PLAN, "on purpose", signed(bad));
            if (round == 2) {
                threads = Thread.activeCount();
            }
        }
        assertThat(Thread.activeCount()).as("threads").isLessThanOrEqualTo(threads);
        assertThat(home().run().resolve("plan-after")).doesNotExist();
    }
}
