package rollcall.sync.postgrest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rollcall.sync.drain.Rig;
import rollcall.sync.postgrest.RudeServer.Manner;
import rollcall.sync.request.Requests;

/** A far end that breaks off in the middle is no far end, and ends no batch before its time. */
class RudeServerTest {
    @TempDir
    private Path folder;

    private static RestTarget target(RudeServer server, String function) {
        return new RestTarget(
                new RestTarget.Settings(
                        URI.create(server.address()),
                        "attendance_event",
                        function,
                        "",
                        "secret-token",
                        false,
                        Duration.ofMillis(1_500)),
                Optional.empty(),
                Clock.systemUTC(),
                new Requests());
    }

    @ParameterizedTest
    @EnumSource(Manner.class)
    void is_waited_for(Manner manner) throws Exception {
        try (RudeServer server = new RudeServer(manner);
                Rig rig = new Rig(folder, target(server, ""), 10)) {
            rig.scans(10);
            rig.step();

            assertThat(server.connections()).isPositive();
            assertThat(rig.events).contains("away");
            assertThat(rig.pending()).isEqualTo(10);
            assertThat(rig.state().problem().orElse(""))
                    .contains("no answer from 127.0.0.1")
                    .doesNotContain("secret-token");
            assertThat(rig.quarantined()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"RESET_IN_THE_BODY", "DRIPS_HEADERS"})
    void is_waited_for_when_a_function_is_called(Manner manner) throws Exception {
        try (RudeServer server = new RudeServer(manner);
                Rig rig = new Rig(folder, target(server, "ingest_attendance"), 10)) {
            rig.scans(3);
            rig.step();
            assertThat(rig.pending()).isEqualTo(3);
            assertThat(rig.events).contains("away");
        }
    }
}
