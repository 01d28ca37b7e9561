package rollcall.launcher.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import rollcall.launcher.home.SystemDisk;
import rollcall.launcher.trust.Refusal;
import rollcall.launcher.trust.RefusedException;
import rollcall.launcher.trust.SigningKey;

/** Updates on a real Felix with tiny bundles: what is kept, what is refused, what is undone. */
class UpdatesTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    private final SigningKey key = SigningKey.generate("school");
    private long sequence;

    private TinyBundles bundles() {
        return new TinyBundles(folder.resolve("jars"));
    }

    private Path home() {
        return folder.resolve("home");
    }

    @BeforeEach
    void install() throws Exception {
        TinyTerminal.install(
                home(),
                key,
                bundles().jar("lib", "1.0.0", Map.of("Export-Package", "lib.api;version=1.2.0")),
                bundles().jar("user", "1.0.0", Map.of("Import-Package", "lib.api;version=\"[1.2,2)\"")),
                bundles().active("alone", "1.0.0", "", ""));
    }

    private TinyTerminal start() throws Exception {
        return TinyTerminal.start(home(), new SystemDisk());
    }

    private byte[] signed(Path... jars) throws Exception {
        return TinyTerminal.signed(folder, key, ++sequence, jars);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static void refused(TinyTerminal terminal, Refusal refusal, String words, byte[] update) {
        List<String> running = terminal.running();
        assertThatThrownBy(() -> terminal.push(update, AT_ONCE))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal))
                .hasMessageContaining(words);
        assertThat(terminal.running()).isEqualTo(running);
        assertThat(terminal.updates().current().number()).isEqualTo(1);
    }

    @Test
    void a_signed_bundle_runs_at_once_and_after_a_restart_and_the_history_tells_each_step() throws Exception {
        try (TinyTerminal terminal = start()) {
            Outcome outcome = terminal.push(signed(bundles().active("alone", "1.1.0", "", "")), AT_ONCE);
            assertThat(outcome.generation()).isEqualTo(2);
            assertThat(outcome.plan().restarts()).containsExactly("alone");
            assertThat(terminal.running()).containsExactly("alone 1.1.0", "lib 1.0.0", "user 1.0.0");
            assertThat(terminal.machinery().journal().entries())
                    .extracting(JournalEntry::step)
                    .containsExactly(
                            UpdateStep.RECEIVED,
                            UpdateStep.VERIFIED,
                            UpdateStep.PLANNED,
                            UpdateStep.STAGED,
                            UpdateStep.SWAPPED,
                            UpdateStep.COMMITTED);
        }
        try (TinyTerminal terminal = start()) {
            assertThat(terminal.running()).contains("alone 1.1.0");
            assertThat(terminal.said()).isEmpty();
        }
    }

    @Test
    void a_set_goes_in_whole_even_where_one_alone_could_not() throws Exception {
        Path lib = bundles().jar("lib", "2.0.0", Map.of("Export-Package", "lib.api;version=2.0.0"));
        Path user = bundles().jar("user", "2.0.0", Map.of("Import-Package", "lib.api;version=\"[2.0,3)\""));
        try (TinyTerminal terminal = start()) {
            refused(terminal, Refusal.PLAN, "would restart [user] too", signed(lib));
            refused(terminal, Refusal.PLAN, "here is lib with 1.2.0", signed(user));
            assertThat(terminal.push(signed(lib, user), AT_ONCE).plan().restarts())
                    .containsExactly("lib", "user");
            assertThat(terminal.running()).containsExactly("alone 1.0.0", "lib 2.0.0", "user 2.0.0");
        }
    }

    @Test
    void what_cannot_work_is_refused_before_anything_stops() throws Exception {
        TinyBundles tiny = bundles();
        try (TinyTerminal terminal = start()) {
            Bundle alone = terminal.bundle("alone");
            long modified = alone.getLastModified();
            refused(
                    terminal,
                    Refusal.PLAN,
                    "needs package nowhere",
                    signed(tiny.jar("alone", "2.0.0", Map.of("Import-Package", "nowhere"))));
            refused(
                    terminal,
                    Refusal.PLAN,
                    "DynamicImport-Package",
                    signed(tiny.jar("alone", "2.0.0", Map.of("DynamicImport-Package", "*"))));
            refused(
                    terminal,
                    Refusal.PLAN,
                    "exports package lib.api, which is another's",
                    signed(tiny.jar("alone", "2.0.0", Map.of("Export-Package", "lib.api;version=9"))));
            refused(terminal, Refusal.PLAN, "no bundle stranger runs here", signed(tiny.plain("stranger", "1.0.0")));
            byte[] good = signed(tiny.plain("alone", "2.0.0"));
            Path text = Files.writeString(folder.resolve("text.jar"), "no jar at all");
            refused(terminal, Refusal.MALFORMED, "no ZIP file", Files.readAllBytes(text));
            refused(terminal, Refusal.UNSIGNED, "./rollcall sign", Files.readAllBytes(tiny.plain("alone", "2.0.0")));
            byte[] flipped = good.clone();
            flipped[flipped.length / 2] ^= 1;
            assertThatThrownBy(() -> terminal.push(flipped, AT_ONCE)).isInstanceOf(RefusedException.class);
            assertThat(alone.getLastModified()).as("nothing was touched").isEqualTo(modified);
            assertThat(home().resolve("store").toFile().list())
                    .as("no jar is left")
                    .hasSize(3);
        }
    }

    @Test
    void what_does_not_come_up_is_undone_at_once_with_the_reason() throws Exception {
        TinyBundles tiny = bundles();
        Map<String, Path> bad = Map.of(
                "on purpose", tiny.active("alone", "2.0.0", "throw new IllegalStateException(\"on purpose\");", ""),
                "did not end within",
                        tiny.active("alone", "2.0.1", "new java.util.concurrent.CountDownLatch(1).await();", ""),
                "OutOfMemoryError", tiny.active("alone", "2.0.2", "throw new OutOfMemoryError(\"x\");", ""));
        for (Map.Entry<String, Path> each : bad.entrySet()) {
            try (TinyTerminal terminal = start()) {
                refused(terminal, Refusal.PLAN, each.getKey(), signed(each.getValue()));
                UpdateRecord last = terminal.updates()
                        .history()
                        .records()
                        .get(terminal.updates().history().records().size() - 1);
                assertThat(last.step()).isEqualTo(UpdateStep.ROLLED_BACK);
                assertThat(last.reason()).contains(each.getKey());
            }
        }
        try (TinyTerminal terminal = start()) {
            assertThat(terminal.running()).contains("alone 1.0.0");
        }
    }

    @Test
    void what_turns_bad_while_it_is_watched_is_undone() throws Exception {
        Path dies = bundles()
                .active(
                        "alone",
                        "2.0.0",
                        "new Thread(() -> { try { Thread.sleep(300); context.getBundle().stop(); }"
                                + " catch (Exception e) { throw new RuntimeException(e); } }).start();",
                        "");
        try (TinyTerminal terminal = start()) {
            Outcome outcome = terminal.push(signed(dies), LONG);
            assertThat(outcome.probationUntil()).isPresent();
            await(() -> terminal.running().contains("alone 1.0.0"));
            await(() -> terminal.updates().current().number() == 1);
            assertThat(terminal.updates().history().records().get(0).reason()).isEqualTo("bundle alone: does not run");
        }
    }

    @Test
    void a_check_that_turns_red_undoes_and_one_that_was_red_before_does_not() throws Exception {
        String vitals = "context.registerService(java.util.function.Supplier.class,"
                + " (java.util.function.Supplier<Object>) () -> java.util.Map.of(\"far end\", \"%s\"),"
                + " new java.util.Hashtable<>(java.util.Map.of(\"rollcall.vitals\", \"x\")));";
        try (TinyTerminal terminal = start()) {
            terminal.push(signed(bundles().active("alone", "1.1.0", vitals.formatted(""), "")), AT_ONCE);
            terminal.push(signed(bundles().active("alone", "1.2.0", vitals.formatted("is away"), "")), LONG);
            await(() -> terminal.running().contains("alone 1.1.0"));
            await(() -> terminal.updates().current().number() == 2);

            terminal.push(signed(bundles().active("alone", "1.3.0", vitals.formatted("is away"), "")), AT_ONCE);
            terminal.push(
                    signed(bundles().active("alone", "1.4.0", vitals.formatted("is away"), "")), Duration.ofMillis(1));
            await(() -> terminal.updates().history().unfinished().isEmpty());
            assertThat(terminal.running()).contains("alone 1.4.0");
        }
    }

    @Test
    void an_update_on_probation_ends_with_the_process_or_goes_on_after_it() throws Exception {
        try (TinyTerminal terminal = start()) {
            terminal.push(signed(bundles().plain("alone", "1.1.0")), LONG);
        }
        try (TinyTerminal terminal = start()) {
            assertThat(terminal.running()).contains("alone 1.1.0");
            assertThat(terminal.updates().history().unfinished()).isNotEmpty();
            byte[] next = signed(bundles().plain("alone", "1.2.0"));
            assertThatThrownBy(() -> terminal.updates()
                            .push(new java.io.ByteArrayInputStream(next), new Order("test", "", LONG, false)))
                    .hasMessageContaining("on probation for another");
        }
        try (TinyTerminal terminal = TinyTerminal.start(home(), new SystemDisk(), true)) {
            assertThat(terminal.running()).contains("alone 1.0.0");
            assertThat(terminal.said())
                    .anySatisfy(line -> assertThat(line)
                            .contains("was undone: the terminal ended by itself while it was on probation"));
            assertThat(terminal.updates().current().number()).isEqualTo(1);
        }
    }

    @Test
    void an_admin_goes_back_to_what_ran_here_though_its_sequence_is_old() throws Exception {
        byte[] first = signed(bundles().plain("alone", "1.1.0"));
        Order order = new Order("rollback", "", AT_ONCE, true);
        try (TinyTerminal terminal = start()) {
            terminal.push(first, AT_ONCE);
            terminal.push(signed(bundles().plain("alone", "1.2.0")), AT_ONCE);
            assertThatThrownBy(() -> terminal.push(first, AT_ONCE)).hasMessageContaining("is older than");
            assertThat(terminal.updates().rollback(Optional.empty(), order).generation())
                    .isEqualTo(4);
            assertThat(terminal.running()).contains("alone 1.1.0");
            terminal.updates().rollback(Optional.of(1), order);
            assertThat(terminal.running()).contains("alone 1.0.0");
            assertThatThrownBy(() -> terminal.updates().rollback(Optional.of(77), order))
                    .hasMessageContaining("generation 77 is not here");
        }
        try (TinyTerminal terminal = start()) {
            assertThat(terminal.running()).contains("alone 1.0.0");
        }
    }

    @Test
    void the_last_update_can_be_undone_before_felix_starts_and_the_one_before_it() throws Exception {
        try (TinyTerminal terminal = start()) {
            terminal.push(signed(bundles().plain("alone", "1.1.0")), AT_ONCE);
            terminal.push(signed(bundles().plain("alone", "1.2.0")), AT_ONCE);
        }
        for (String expected : List.of("alone 1.1.0", "alone 1.0.0")) {
            try (TinyTerminal terminal = start()) {
                Recovery recovery = new Recovery(terminal.machinery(), terminal.said()::add);
                assertThat(recovery.undoLast("three restarts nobody asked for")).isPresent();
            }
            try (TinyTerminal terminal = start()) {
                assertThat(terminal.running()).contains(expected);
            }
        }
        try (TinyTerminal terminal = start()) {
            assertThat(new Recovery(terminal.machinery(), terminal.said()::add).undoLast("once more"))
                    .isEmpty();
        }
    }

    @Test
    void strangers_do_not_run_whoever_installs_them_and_keep_nothing_else_from_running() throws Exception {
        Path stranger = bundles().active("stranger", "1.0.0", "System.setProperty(\"stranger\", \"ran\");", "");
        Path beside = bundles().jar("stranger.lib", "1.0.0", Map.of("Export-Package", "lib.api;version=1.9.0"));
        try (TinyTerminal terminal = start()) {
            Bundle installed = terminal.framework()
                    .getBundleContext()
                    .installBundle(stranger.toUri().toString());
            terminal.framework().getBundleContext().installBundle(beside.toUri().toString());
            assertThatThrownBy(installed::start).isInstanceOf(org.osgi.framework.BundleException.class);
            assertThat(System.getProperty("stranger")).isNull();

            Bundle alone = terminal.bundle("alone");
            Path foreign = bundles().active("alone", "6.6.6", "", "");
            assertThatThrownBy(() -> alone.update(Files.newInputStream(foreign)))
                    .hasMessageContaining("Resolver hook prevented resolution");
            assertThat(alone.getState()).isNotEqualTo(Bundle.ACTIVE);

            // Beside them what is signed resolves, though it needs packages of what runs already.
            terminal.push(
                    signed(bundles().jar("user", "1.1.0", Map.of("Import-Package", "lib.api;version=\"[1.2,2)\""))),
                    AT_ONCE);
            assertThat(terminal.running()).contains("user 1.1.0", "lib 1.0.0").doesNotContain("alone 6.6.6");
            assertThat(terminal.gate().isAllowed(installed)).isFalse();
        }
    }
}
