package rollcall.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rollcall.itest.Build;
import rollcall.itest.Door;
import rollcall.itest.JarVariant;
import rollcall.itest.TerminalProcess;

/** Figures of the whole terminal, started as a user starts it, with {@code -Xmx96m}. */
final class TerminalBench {
    private static final int STARTS = 15;
    private static final int SWAPS = 30;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
    private static final Pattern GAP = Pattern.compile("\"gapMicros\":([0-9]+)");

    private TerminalBench() {}

    static List<Sample> starts(Path folder) throws Exception {
        Sample page = new Sample("process start to first 200 on /health", "ms", "1500");
        Path home = folder.resolve("starts");
        TerminalProcess.run(home, "demo").close();
        for (int i = 0; i < STARTS; i++) {
            long began = System.nanoTime();
            try (TerminalProcess terminal = TerminalProcess.run(home, "demo")) {
                if (terminal.get("/health").statusCode() != 200) {
                    throw new IllegalStateException("not healthy: " + terminal.lines());
                }
                page.add((System.nanoTime() - began) / 1e6);
            }
        }
        return List.of(page);
    }

    static List<Sample> memory(Path folder) throws Exception {
        Sample idle = new Sample("resident memory, idle, OpenCV loaded", "MB", "160");
        Sample scanning = new Sample("resident memory, 5 scans a second", "MB", "160");
        sampleMemory(folder.resolve("idle"), "demo:?cards=1&rate=0.02", idle);
        sampleMemory(folder.resolve("scanning"), "demo:?cards=100000&rate=5", scanning);
        return List.of(idle, scanning);
    }

    private static void sampleMemory(Path home, String camera, Sample sample) throws Exception {
        try (TerminalProcess terminal = TerminalProcess.run(home, camera)) {
            terminal.awaitLine("accepted");
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (System.nanoTime() < until) {
                if (terminal.get("/scans/recent?limit=5").statusCode() != 200) {
                    throw new IllegalStateException("no answer");
                }
                Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + terminal.pid() + "/status")));
                if (resident.find()) {
                    sample.add(Long.parseLong(resident.group(1)) / 1024.0);
                }
                Thread.sleep(500);
            }
        }
    }

    static List<Sample> swaps(Path folder) throws Exception {
        List<Sample> samples = new ArrayList<>();
        Path home = folder.resolve("swaps");
        try (TerminalProcess terminal = TerminalProcess.run(home, "demo:?cards=100000&rate=5")) {
            terminal.awaitLine("accepted");
            Door door = new Door(home);
            for (String name : List.of("rollcall.store", "rollcall.camera", "rollcall.dashboard", "rollcall.http")) {
                Sample gap = new Sample("gap of a swap, " + name, "ms", "p95 50");
                Path original = Build.bundle(name);
                Path other = JarVariant.of(original, "Bundle-Version", "0.1.1", folder.resolve(name + ".jar"));
                for (int i = 0; i < SWAPS; i++) {
                    String reply = door.push(i % 2 == 0 ? other : original).body();
                    Matcher micros = GAP.matcher(reply);
                    if (!micros.find()) {
                        throw new IllegalStateException(reply);
                    }
                    gap.add(Long.parseLong(micros.group(1)) / 1e3);
                    Thread.sleep(200);
                }
                samples.add(gap);
            }
        }
        return samples;
    }
}
