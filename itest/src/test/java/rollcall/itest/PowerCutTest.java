package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rollcall.itest.PowerCuts.Verdict;
import rollcall.store.backup.Sha256;

/**
 * Proves that a scan announced as accepted is neither lost nor doubled, whenever the power is cut.
 *
 * <p>A program's real system calls are recorded ({@link SyscallTrace}); then, for many moments, what a disk may have
 * kept of them ({@link ForgetfulDisk}) is laid out and opened.
 */
@Tag("store")
class PowerCutTest {
    private static final int CUTS = Build.NIGHTLY ? 1_000 : 150;
    private static final int SCANS = 320;
    private static final int NOTES = 20;
    private static final long SEED = 20_261_124;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private List<DiskOperation> record(Class<?> main, String... arguments) throws Exception {
        Path traces = Files.createDirectories(Build.top().resolve("itest/target/power-cuts"));
        Path data = Files.createDirectory(folder.resolve("recorded"));
        List<String> all = new ArrayList<>(List.of(data.toString()));
        all.addAll(List.of(arguments));
        return SyscallTrace.of(
                data,
                SyscallTrace.java(main, all.toArray(String[]::new)),
                traces.resolve(main.getSimpleName() + String.join("-", arguments) + ".strace"));
    }

    @Test
    void no_announced_scan_is_lost_or_doubled_when_the_power_is_cut() throws Exception {
        List<DiskOperation> operations = record(ScanWorkload.class, "" + SCANS);
        long begun = System.nanoTime();
        PowerCuts.Outcome outcome = new PowerCuts(operations, folder).run(CUTS, SEED, PowerCutTest::look);
        System.out.printf("scans: %s; %.0f cuts a second%n", outcome, CUTS * 1e9 / (System.nanoTime() - begun));

        assertThat(outcome.announcements()).isEqualTo(SCANS);
        assertThat(outcome.faults()).isEmpty();
    }

    private static Verdict look(Path home, List<String> announced) throws Exception {
        List<String> promised =
                announced.stream().map(line -> line.replace("accepted ", "")).toList();
        if (Files.notExists(home.resolve("data/attendance.db"))) {
            // Nothing was begun, or nothing is left.
            return promised.isEmpty() ? Verdict.SOUND : Verdict.LOST;
        }
        try (ScanWorkload store = new ScanWorkload(home)) {
            if (!Ledger.integrity(home).equals("ok") || Files.exists(home.resolve("data/damaged"))) {
                return Verdict.UNREADABLE;
            }
            List<String> stored = Ledger.acceptedIds(home);
            if (!stored.containsAll(promised) || !photosAreWhole(home)) {
                return Verdict.LOST;
            }
            if (new HashSet<>(stored).size() < stored.size() || isDoubled(home)) {
                return Verdict.DOUBLED;
            }
            String next = store.record(SCANS);
            return Ledger.acceptedIds(home).size() == stored.size() + 1
                            && Ledger.acceptedIds(home).contains(next)
                    ? Verdict.SOUND
                    : Verdict.STUCK;
        }
    }

    /** Whether every row that points at a photo points at one that is there, whole, with the content of its name. */
    private static boolean photosAreWhole(Path home) throws Exception {
        for (String photo : Ledger.column(home, "SELECT photo FROM scan WHERE photo IS NOT NULL")) {
            Path file = home.resolve("data/photos").resolve(photo);
            if (Files.notExists(file) || !photo.endsWith("/" + Sha256.of(file) + ".jpg")) {
                return false;
            }
        }
        return Ledger.column(home, "SELECT count(*) FROM scan WHERE photo IS NULL AND row % 2 = 0")
                .equals(List.of("0"));
    }

    /** Whether a card counts twice, or a scan is not in the outbox exactly once. */
    private static boolean isDoubled(Path home) throws Exception {
        return !Ledger.column(home, "SELECT code FROM scan GROUP BY code HAVING count(*) > 1")
                        .isEmpty()
                || !Ledger.column(home, "SELECT row FROM outbox ORDER BY row")
                        .equals(Ledger.column(home, "SELECT row FROM scan ORDER BY row"));
    }

    @ParameterizedTest
    @EnumSource(NoteWorkload.Way.class)
    void a_program_that_promises_too_early_is_caught_and_a_careful_one_is_not(NoteWorkload.Way way) throws Exception {
        List<DiskOperation> operations = record(NoteWorkload.class, way.name(), "" + NOTES);
        PowerCuts.Outcome outcome = new PowerCuts(operations, folder).run(100, SEED, (survivor, announced) -> {
            for (String name : announced) {
                Path note = survivor.resolve(name);
                if (Files.notExists(note) || !Files.readString(note).equals(NoteWorkload.text(name))) {
                    return Verdict.LOST;
                }
            }
            return Verdict.SOUND;
        });
        System.out.printf("%s notes: %s%n", way, outcome);

        assertThat(outcome.announcements()).isEqualTo(NOTES);
        if (way == NoteWorkload.Way.CAREFUL) {
            assertThat(outcome.faults()).isEmpty();
        } else {
            assertThat(outcome.faults()).isNotEmpty();
        }
    }
}
