package rollcall.bench;

import com.sun.management.ThreadMXBean;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import rollcall.itest.TerminalProcess;

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
        samples.add(write());
        samples.addAll(scrape(folder.resolve("home")));
        return samples;
    }

    /** A histogram with its exemplar and nine counts of checks: what a scan with a photo adds to. */
    private static List<Sample> record() {
        Sample time = new Sample("record the figures of one scan", "us", "0.5");
        Sample bytes = new Sample("bytes allocated by that", "B", "0");
        Histogram duration =
                Histogram.build("scan_seconds", "Bench.").labelNames("type").create();
        Counter checks = Counter.build("checks_total", "Bench.")
                .labelNames("check", "result")
                .create();
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < WARM + ROUNDS; round++) {
            long allocated = thread.getCurrentThreadAllocatedBytes();
            long began = System.nanoTime();
            for (int i = 0; i < SCANS; i++) {
                duration.labels("LOGIN").observeWithExemplar(i % 3, "correlation_id", "0190");
                for (int check = 0; check < 9; check++) {
                    checks.labels("sharpness", "pass").inc();
                }
            }
            if (round >= WARM) {
                time.add((System.nanoTime() - began) / NANOS_IN_MICRO / SCANS);
                bytes.add((thread.getCurrentThreadAllocatedBytes() - allocated) / (double) SCANS);
            }
        }
        return List.of(time, bytes);
    }

    private static Sample write() throws Exception {
        Sample time = new Sample("collect and write 400 series as text", "us", "60");
        CollectorRegistry registry = new CollectorRegistry();
        for (int family = 0; family < 40; family++) {
            Counter counter = Counter.build("family_" + family + "_total", "Bench.")
                    .labelNames("label")
                    .register(registry);
            for (int i = 0; i < SERIES / 40; i++) {
                counter.labels("value" + i).inc(i);
            }
        }
        for (int round = 0; round < WARM + ROUNDS; round++) {
            long began = System.nanoTime();
            for (int i = 0; i < WRITES; i++) {
                TextFormat.write004(new StringWriter(), Collections.enumeration(withoutCreated(registry)));
            }
            if (round >= WARM) {
                time.add((System.nanoTime() - began) / NANOS_IN_MICRO / WRITES);
            }
        }
        return time;
    }

    /** As the terminal leaves them out. */
    private static List<MetricFamilySamples> withoutCreated(CollectorRegistry registry) {
        return Collections.list(registry.metricFamilySamples()).stream()
                .map(family -> new MetricFamilySamples(
                        family.name,
                        family.unit,
                        family.type,
                        family.help,
                        family.samples.stream()
                                .filter(sample -> !sample.name.endsWith("_created"))
                                .toList()))
                .toList();
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
