package rollcall.bench;

import com.sun.management.ThreadMXBean;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import rollcall.itest.TerminalProcess;
import rollcall.metrics.collect.Whiteboard;
import rollcall.metrics.endpoint.Exposition;
import rollcall.metrics.endpoint.Format;

/** What figures cost: recording those of a scan, writing 400 series, and a scrape of a terminal that takes 5 scans a second. */
final class MetricsBench {
    private static final int WARM = 20;
    private static final int ROUNDS = 60;
    private static final int SCANS = 100_000;
    private static final int WRITES = 500;
    private static final int SERIES = 400;
    private static final int SCRAPES = 300;
    private static final double NANOS_IN_MICRO = 1e3;
    private static final double NANOS_IN_MILLI = 1e6;

    private MetricsBench() {}

    static List<Sample> measure(Path folder) throws Exception {
        List<Sample> samples = new ArrayList<>(record());
        samples.addAll(write());
        samples.addAll(scrape(folder.resolve("home")));
        return samples;
    }

    /** A histogram and nine counts of checks, with series that are kept: what a scan with a photo adds to; the exemplar apart. */
    private static List<Sample> record() {
        Sample time = new Sample("record the figures of one scan", "us", "0.5");
        Sample bytes = new Sample("bytes allocated by that", "B", "0");
        Sample exemplar = new Sample("bytes of its exemplar besides", "B", "");
        Histogram.Child duration = Histogram.build("scan_seconds", "Bench.")
                .labelNames("type")
                .create()
                .labels("LOGIN");
        Counter counted = Counter.build("checks_total", "Bench.")
                .labelNames("check", "result")
                .create();
        List<Counter.Child> checks = IntStream.range(0, 9)
                .mapToObj(check -> counted.labels("check" + check, "pass"))
                .toList();
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < WARM + ROUNDS; round++) {
            long allocated = thread.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < SCANS; i++) {
                duration.observe(i % 3);
                count(checks);
            }
            long between = thread.getCurrentThreadAllocatedBytes();
            long began = cpu();
            for (int i = 0; i < SCANS; i++) {
                duration.observeWithExemplar(i % 3, "correlation_id", "0190");
                count(checks);
            }
            if (round >= WARM) {
                time.add((cpu() - began) / NANOS_IN_MICRO / SCANS);
                double plain = (between - allocated) / (double) SCANS;
                bytes.add(plain);
                exemplar.add((thread.getCurrentThreadAllocatedBytes() - between) / (double) SCANS - plain);
            }
        }
        return List.of(time, bytes, exemplar);
    }

    private static void count(List<Counter.Child> checks) {
        for (int check = 0; check < checks.size(); check++) {
            checks.get(check).inc();
        }
    }

    /** What an answer to Prometheus costs but for HTTP: ask the collectors, look at what they say, write it. */
    private static List<Sample> write() throws Exception {
        Sample whole = new Sample("collect, check and write 400 series as text", "us", "60");
        Sample writing = new Sample("of that, writing", "us", "");
        List<Collector> collectors = new ArrayList<>();
        for (int family = 0; family < 40; family++) {
            Counter counter = Counter.build("family_" + family + "_total", "Bench.")
                    .labelNames("label")
                    .create();
            for (int i = 0; i < SERIES / 40; i++) {
                counter.labels("value" + i).inc(i);
            }
            collectors.add(counter);
        }
        Whiteboard whiteboard = new Whiteboard(true, true, 100, collectors);
        for (int round = 0; round < WARM + ROUNDS; round++) {
            long began = cpu();
            for (int i = 0; i < WRITES; i++) {
                Exposition.of(Format.TEXT, whiteboard.scrape());
            }
            long between = cpu();
            List<MetricFamilySamples> families = whiteboard.scrape();
            for (int i = 0; i < WRITES; i++) {
                Exposition.of(Format.TEXT, families);
            }
            if (round >= WARM) {
                whole.add((between - began) / NANOS_IN_MICRO / WRITES);
                writing.add((cpu() - between) / NANOS_IN_MICRO / WRITES);
            }
        }
        return List.of(whole, writing);
    }

    /** Processor time of this thread, which others on the machine change less than the time of day. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<Sample> scrape(Path home) throws Exception {
        Sample text = new Sample("scrape a terminal, text over HTTP", "ms", "20 on a Pi");
        Sample json = new Sample("the same as JSON", "ms", "");
        Sample size = new Sample("size of the text", "KB", "64");
        Sample series = new Sample("series", "", "300");
        try (TerminalProcess terminal = TerminalProcess.run(home, "demo:?cards=100000&rate=5")) {
            terminal.awaitLine("accepted LOGIN");
            for (int i = 0; i < WARM + SCRAPES; i++) {
                long began = System.nanoTime();
                String body = terminal.get("/metrics/prometheus").body();
                long between = System.nanoTime();
                terminal.get("/metrics");
                if (i >= WARM) {
                    text.add((between - began) / NANOS_IN_MILLI);
                    json.add((System.nanoTime() - between) / NANOS_IN_MILLI);
                    size.add(body.length() / 1024.0);
                    series.add((double)
                            body.lines().filter(line -> !line.startsWith("#")).count());
                }
            }
        }
        return List.of(text, json, size, series);
    }
}
