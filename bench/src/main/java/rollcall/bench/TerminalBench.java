package rollcall.bench;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
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

    /** CPU of the terminal before a camera that shows the same room, 15 times a second. */
    static List<Sample> idle(Path folder) throws Exception {
        Sample small = new Sample("CPU before an empty room, 640x480, 15 a second", "% of a core", "5");
        Sample large = new Sample("CPU before an empty room, 1280x720, 15 a second", "% of a core", "5");
        sampleIdle(folder.resolve("small"), 640, 480, small);
        sampleIdle(folder.resolve("large"), 1280, 720, large);
        return List.of(small, large);
    }

    private static void sampleIdle(Path folder, int width, int height, Sample sample) throws Exception {
        Files.createDirectories(folder);
        Path picture = folder.resolve("room.jpg");
        ImageIO.write(room(width, height), "jpg", picture.toFile());
        Path camera = folder.resolve("camera");
        Files.writeString(camera, "#!/bin/sh\nwhile :; do cat '" + picture + "'; sleep 0.066; done\n");
        if (!camera.toFile().setExecutable(true)) {
            throw new IllegalStateException(camera + " cannot be made executable");
        }
        try (TerminalProcess terminal = TerminalProcess.run(folder.resolve("home"), "csi?program=" + camera)) {
            terminal.awaitLine("watching");
            // Compilation of what was just started is no idling.
            Thread.sleep(20_000);
            for (int i = 0; i < 20; i++) {
                long before = ticks(terminal.pid());
                long began = System.nanoTime();
                Thread.sleep(1_000);
                sample.add((double) (ticks(terminal.pid()) - before) * 1e9 / (double) (System.nanoTime() - began));
            }
        }
    }

    /** Hundredths of a second that a process has spent, by itself and in the kernel. */
    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** A picture with as many edges as a room has: shelves, a door, a notice board. */
    private static BufferedImage room(int width, int height) {
        BufferedImage room = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = room.createGraphics();
        Random random = new Random(1);
        pen.setColor(new Color(170, 165, 150));
        pen.fillRect(0, 0, width, height);
        for (int i = 0; i < 120; i++) {
            pen.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
            pen.fillRect(
                    random.nextInt(width),
                    random.nextInt(height),
                    random.nextInt(width / 8),
                    random.nextInt(height / 8));
        }
        pen.dispose();
        return room;
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
