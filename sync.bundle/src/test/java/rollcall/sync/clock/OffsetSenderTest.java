package rollcall.sync.clock;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Scan;
import rollcall.store.clock.ClockStamp;
import rollcall.store.sqlite.OpenStore;
import rollcall.store.sqlite.SqliteClockOffsets;
import rollcall.store.sqlite.SqliteDeviceState;
import rollcall.sync.request.Requests;

/** Offsets of a real store, to a stub of PostgREST that answers as its documentation says. */
class OffsetSenderTest {
    @TempDir
    private Path folder;

    private final List<String> bodies = new ArrayList<>();
    private final List<String> queries = new ArrayList<>();
    private int status = 201;
    private boolean promises = true;
    private HttpServer server;
    private OpenStore store;
    private SqliteClockOffsets offsets;
    private OffsetSender sender;

    @BeforeEach
    void open() throws Exception {
        store = new OpenStore(folder);
        offsets = new SqliteClockOffsets(store.database);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/rest/v1/attendance_clock_offset", exchange -> {
            queries.add(exchange.getRequestURI().getQuery());
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (promises) {
                exchange.getResponseHeaders().set("Preference-Applied", "resolution=ignore-duplicates");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        sender = new OffsetSender(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/rest/v1"),
                Optional.empty(),
                Map.of("Authorization", "Bearer hush"),
                Duration.ofSeconds(10),
                new Requests());
    }

    @AfterEach
    void close() throws Exception {
        server.stop(0);
        store.close();
    }

    private Duration step() throws Exception {
        return sender.step(offsets, new SqliteDeviceState(store.database));
    }

    private Scan measured(String code) throws Exception {
        Scan scan = store.scan(code);
        store.change("INSERT INTO scan_clock (row, boot, apart) VALUES (" + scan.row() + ", 'b', 1000)");
        offsets.measured(new ClockStamp("b", 61_000), OpenStore.NOON);
        return scan;
    }

    @Test
    void a_measured_offset_is_sent_once_it_is_known_and_never_the_scan_changed() throws Exception {
        assertThat(step()).isEqualTo(Duration.ofSeconds(10));
        assertThat(bodies).isEmpty();
        Scan scan = measured("S1");
        assertThat(step()).isZero();
        assertThat(bodies)
                .containsExactly(
                        "[{\"event_id\":\"" + scan.id()
                                + "\",\"device_id\":\"here\",\"offset_ms\":60000,\"measured_at\":\"2026-11-24T12:00:00.123Z\"}]");
        assertThat(queries.get(0)).isEqualTo("on_conflict=event_id&columns=event_id,device_id,offset_ms,measured_at");
        step();
        assertThat(bodies).as("once").hasSize(1);
        measured("S2");
        step();
        assertThat(bodies).last().asString().doesNotContain(scan.id().toString());
        assertThat(store.scans.after(0, 1)).containsExactly(scan);
    }

    @Test
    void what_is_no_promise_to_keep_one_is_sent_again() throws Exception {
        measured("S1");
        promises = false;
        assertThat(step()).isEqualTo(Duration.ofMinutes(1));
        promises = true;
        status = 503;
        assertThat(step()).isEqualTo(Duration.ofMinutes(1));
        status = 404;
        assertThat(step()).isEqualTo(Duration.ofHours(1));
        status = 201;
        assertThat(step()).isZero();
        assertThat(bodies).hasSize(4).containsOnly(bodies.get(0));
        server.stop(0);
        measured("S2");
        assertThat(step()).isEqualTo(Duration.ofMinutes(1));
    }
}
