package rollcall.bench;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code ./rollcall bench}: start, memory, one scan, swaps. */
public final class Bench {
    private Bench() {}

    /** Measures everything in a folder of its own and prints the report; progress goes to standard error. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            System.err.println("rollcall: bench takes no arguments");
            System.exit(2);
        }
        Path folder = Files.createTempDirectory("rollcall-bench");
        try {
            List<Sample> samples = new ArrayList<>();
            System.err.println("bench: one scan");
            samples.addAll(ScanBench.measure(folder.resolve("scan")));
            System.err.println("bench: starts");
            samples.addAll(TerminalBench.starts(folder));
            System.err.println("bench: memory");
            samples.addAll(TerminalBench.memory(folder));
            System.err.println("bench: swaps");
            samples.addAll(TerminalBench.swaps(folder));
            Report.print(samples, System.out);
        } finally {
            delete(folder);
        }
        System.exit(0);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, new FileVisitOption[0])) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
