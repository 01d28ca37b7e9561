package rollcall.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cuts the power many times in one recording and lets a check look at what each cut leaves.
 *
 * <p>A quarter of the cuts falls right after an announcement, a quarter next to a change of names, the rest anywhere;
 * each moment is cut in both {@link ForgetfulDisk.Journal}s.
 */
final class PowerCuts {
    /** What a check has to say about one survivor. */
    enum Verdict {
        SOUND,
        /** Something announced is not there. */
        LOST,
        /** Something is there more than once. */
        DOUBLED,
        /** What is there cannot be opened or is damaged. */
        UNREADABLE,
        /** It can be read and nothing more can be added. */
        STUCK
    }

    /** Looks at what a power cut left. */
    interface Check {
        /**
         * Gives the verdict; an exception is {@link Verdict#UNREADABLE}.
         *
         * @param survivor the folder, which it may change
         * @param announced the lines that had been printed, in order
         */
        Verdict look(Path survivor, List<String> announced) throws Exception;
    }

    /** @param after how many operations the power went */
    private record Cut(int after, ForgetfulDisk.Journal journal, long seed) {}

    /** A verdict that is not {@link Verdict#SOUND}. */
    record Fault(Verdict verdict, String what) {}

    /** What came out, with the faults in the order of the cuts. */
    record Outcome(int cuts, int operations, int announcements, List<Fault> faults) {
        @Override
        public String toString() {
            String counts = Stream.of(Verdict.values())
                    .filter(verdict -> verdict != Verdict.SOUND)
                    .map(verdict -> verdict.name().toLowerCase(Locale.ROOT) + " "
                            + faults.stream()
                                    .filter(fault -> fault.verdict == verdict)
                                    .count())
                    .collect(Collectors.joining(", "));
            return cuts + " cuts in " + operations + " operations with " + announcements + " announcements: " + counts;
        }
    }

    private final List<DiskOperation> operations;
    private final Path folder;

    /** @param folder where survivors are put, one at a time */
    PowerCuts(List<DiskOperation> operations, Path folder) {
        this.operations = operations;
        this.folder = folder;
    }

    Outcome run(int count, long seed, Check check) throws IOException {
        List<Cut> cuts = choose(count, new Random(seed));
        List<Fault> faults = new ArrayList<>();
        for (ForgetfulDisk.Journal journal : ForgetfulDisk.Journal.values()) {
            ForgetfulDisk disk = new ForgetfulDisk(journal);
            List<String> announced = new ArrayList<>();
            for (Cut cut : cuts) {
                if (cut.journal == journal) {
                    while (disk.applied() < cut.after) {
                        DiskOperation next = operations.get(disk.applied());
                        disk.apply(next);
                        if (next instanceof DiskOperation.Announce announce) {
                            announced.add(announce.line());
                        }
                    }
                    look(cut, disk, List.copyOf(announced), check, faults);
                }
            }
        }
        int announcements = places(DiskOperation.Announce.class).size();
        return new Outcome(cuts.size(), operations.size(), announcements, faults);
    }

    private List<Cut> choose(int count, Random random) {
        List<Integer> announcements = places(DiskOperation.Announce.class);
        List<Integer> names = places(DiskOperation.NameChange.class);
        List<Cut> cuts = new ArrayList<>();
        while (cuts.size() < count) {
            int after =
                    switch (cuts.size() / 2 % 4) {
                        case 0 -> announcements.get(random.nextInt(announcements.size())) + 1;
                        case 1 -> names.get(random.nextInt(names.size())) + random.nextInt(4);
                        default -> random.nextInt(operations.size() + 1);
                    };
            for (ForgetfulDisk.Journal journal : ForgetfulDisk.Journal.values()) {
                cuts.add(new Cut(Math.min(after, operations.size()), journal, random.nextLong()));
            }
        }
        cuts.sort(Comparator.comparingInt(Cut::after));
        return cuts;
    }

    private List<Integer> places(Class<?> kind) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            if (kind.isInstance(operations.get(i))) {
                places.add(i);
            }
        }
        return places;
    }

    private void look(Cut cut, ForgetfulDisk disk, List<String> announced, Check check, List<Fault> faults)
            throws IOException {
        Path survivor = Files.createDirectory(folder.resolve("survivor"));
        disk.materialise(survivor, new Random(cut.seed));
        Verdict verdict;
        String why = "";
        try {
            verdict = check.look(survivor, announced);
        } catch (Exception e) {
            verdict = Verdict.UNREADABLE;
            why = ": " + e;
        }
        if (verdict != Verdict.SOUND) {
            faults.add(new Fault(verdict, cut + " with " + announced.size() + " announcements" + why));
        }
        delete(survivor);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
