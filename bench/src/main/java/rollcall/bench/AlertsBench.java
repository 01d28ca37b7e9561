package rollcall.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import rollcall.alert.AlertChannel;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;
import rollcall.alerts.channel.RealChannels;
import rollcall.alerts.desk.AlertRig;

/** From the raise to a channel, and storms, with a real database, a real log and file, and a webhook on this machine. */
final class AlertsBench {
    /** Less than a webhook is given at once, so that no pause of it is measured. */
    private static final int SINGLE = 95;

    private static final int STORM = 10_000;
    private static final int ROUNDS = 3;
    private static final long PAUSE_MILLIS = 10;
    private static final double MEGABYTE = 1_000_000;

    private AlertsBench() {}

    static List<Sample> measure(Path folder) throws Exception {
        Files.createDirectories(folder);
        Logger log = Logger.getLogger("rollcall.alerts");
        log.setUseParentHandlers(false);
        FileHandler handler = new FileHandler(folder.resolve("log").toString());
        handler.setFormatter(new SimpleFormatter());
        log.addHandler(handler);
        try {
            Sample first = new Sample("raise to first channel", "ms", "p99 50");
            Sample webhook = new Sample("raise to a webhook on this machine", "ms", "p99 2000");
            latency(folder.resolve("latency"), first, webhook);
            Sample distinct =
                    new Sample("raises a second, 10,000 of different sources", "1/s", "3,660: 20x predecessor");
            Sample same = new Sample("raises a second, 10,000 of ten sources", "1/s", "3,660: 20x predecessor");
            Sample messages = new Sample("messages to people in a storm", "", "bounded");
            Sample heap = new Sample("heap in use after a storm", "MB", "flat");
            for (int round = 0; round < ROUNDS; round++) {
                distinct.add(storm(folder.resolve("distinct-" + round), STORM, messages, heap));
                same.add(storm(folder.resolve("same-" + round), 10, messages, heap));
            }
            return List.of(first, webhook, distinct, same, messages, heap);
        } finally {
            log.removeHandler(handler);
            handler.close();
        }
    }

    /** When a source was told first. */
    private static final class Ear implements AlertChannel {
        private final Map<String, Long> heard = new ConcurrentHashMap<>();
        private final AtomicInteger messages = new AtomicInteger();

        @Override
        public String name() {
            return "ear";
        }

        @Override
        public Severity least() {
            return Severity.INFO;
        }

        @Override
        public Delivery deliver(Notice notice) {
            long now = System.nanoTime();
            messages.incrementAndGet();
            notice.alerts().forEach(alert -> heard.putIfAbsent(alert.source(), now));
            return Delivery.delivered("");
        }
    }

    /** The same without a limit, as the log has none. */
    private static final class EagerEar implements AlertChannel {
        private final Ear ear = new Ear();

        @Override
        public String name() {
            return "a-log";
        }

        @Override
        public Severity least() {
            return Severity.INFO;
        }

        @Override
        public int mostAnHour() {
            return 0;
        }

        @Override
        public Grouping grouping() {
            return Grouping.LIST;
        }

        @Override
        public Delivery deliver(Notice notice) {
            return ear.deliver(notice);
        }
    }

    private static void latency(Path folder, Sample first, Sample webhook) throws Exception {
        Files.createDirectories(folder);
        Map<String, Long> posted = new ConcurrentHashMap<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posted.putIfAbsent(body.replaceAll("(?s).*\"component\":\"([^\"]*)\".*", "$1"), System.nanoTime());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        EagerEar ear = new EagerEar();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        try (AlertRig rig = rig(folder, List.of(ear, RealChannels.webhook(address)))) {
            for (int i = 0; i < SINGLE; i++) {
                String source = "n" + i;
                long raised = System.nanoTime();
                rig.raise(source, Severity.CRITICAL);
                await(() -> ear.ear.heard.containsKey(source) && posted.containsKey(source));
                first.add((ear.ear.heard.getOrDefault(source, raised) - raised) / 1e6);
                webhook.add((posted.getOrDefault(source, raised) - raised) / 1e6);
                Thread.sleep(PAUSE_MILLIS);
            }
        } finally {
            server.stop(0);
        }
    }

    private static AlertRig rig(Path folder, List<AlertChannel> channels) throws Exception {
        List<AlertChannel> all = new ArrayList<>(channels);
        all.add(RealChannels.log(folder.resolve("alerts.log")));
        all.add(RealChannels.file(folder.resolve("alerts.json")));
        return new AlertRig(folder, all);
    }

    /** A third critical, from the first raise until each source is kept and told in the first channel. */
    private static double storm(Path folder, int sources, Sample messages, Sample heap) throws Exception {
        Files.createDirectories(folder);
        Ear people = new Ear();
        EagerEar told = new EagerEar();
        try (AlertRig rig = rig(folder, List.of(told, people))) {
            long begin = System.nanoTime();
            for (int i = 0; i < STORM; i++) {
                rig.raise("n" + i % sources, Severity.CRITICAL);
            }
            await(() -> rig.active() == sources && told.ear.heard.size() == sources && rig.raised() == STORM);
            double seconds = (System.nanoTime() - begin) / 1e9;
            messages.add(people.messages.get());
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            heap.add((runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE);
            return STORM / seconds;
        }
    }

    private static void await(BooleanSupplier condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + 120_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException("not all was told within two minutes");
            }
            Thread.sleep(1);
        }
    }
}
