package rollcall.bench;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code ./rollcall bench [store|qr|faces]}: one scan, starts, memory, swaps; or the store with up to ten million rows; or
 * cards beside other readers; or faces beside Haar cascades. */
public final class Bench {
    private Bench() {}

    /** Measures everything in a folder of its own and prints the report; progress goes to standard error. */
    public static void main(String[] arguments) throws Exception {
        measure(arguments);
        // What the terminals' clients have left running must not keep this alive.
        System.exit(0);
    }

    private static void measure(String[] arguments) throws Exception {
        String what = arguments.length == 1 ? arguments[0] : "";
        boolean store = what.equals("store");
        if (arguments.length > 0
                && !List.of("store", "qr", "faces", "idle", "sync", "district", "metrics", "alerts")
                        .contains(what)) {
            System.err.println(
                    "rollcall: bench takes nothing or one of the words store, qr, faces, idle, sync, district,"
                            + " metrics, alerts");
            System.exit(2);
        }
        Path folder = Files.createTempDirectory("rollcall-bench");
        try {
            List<Sample> samples = new ArrayList<>();
            if (what.equals("qr")) {
                System.err.println("bench: cards");
                Report.print(QrBench.measure(folder), System.out);
                return;
            }
            if (what.equals("faces")) {
                System.err.println("bench: faces");
                Report.print(FaceBench.measure(folder), System.out);
                return;
            }
            if (what.equals("sync")) {
                System.err.println("bench: sync");
                Report.print(SyncBench.measure(folder), System.out);
                return;
            }
            if (what.equals("district")) {
                System.err.println("bench: a district");
                Report.print(DistrictBench.measure(folder), System.out);
                return;
            }
            if (what.equals("metrics")) {
                System.err.println("bench: figures");
                Report.print(MetricsBench.measure(folder), System.out);
                return;
            }
            if (what.equals("alerts")) {
                System.err.println("bench: alerts");
                Report.print(AlertsBench.measure(folder), System.out);
                return;
            }
            if (what.equals("idle")) {
                System.err.println("bench: CPU before an empty room");
                Report.print(TerminalBench.idle(folder), System.out);
                return;
            }
            System.err.println("bench: one scan");
            samples.addAll(ScanBench.measure(folder.resolve("scan")));
            if (store) {
                samples.addAll(StoreBench.measure(folder));
                Report.print(samples, System.out);
                return;
            }
            System.err.println("bench: starts");
            samples.addAll(TerminalBench.starts(folder));
            System.err.println("bench: memory");
            samples.addAll(TerminalBench.memory(folder));
            System.err.println("bench: CPU before an empty room");
            samples.addAll(TerminalBench.idle(folder));
            System.err.println("bench: swaps");
            samples.addAll(TerminalBench.swaps(folder));
            Report.print(samples, System.out);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, new FileVisitOption[0])) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
