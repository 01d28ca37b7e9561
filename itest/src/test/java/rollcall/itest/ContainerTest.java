package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.FrameworkWiring;

/** Services of each bundle, in a Felix of Pax Exam: come up by Declarative Services alone, in any order, and go again. */
class ContainerTest {
    private static final String STORE = "rollcall.store.ScanStore";
    private static final String CAMERA = "rollcall.camera.Camera";
    private static final String SOURCE = "rollcall.camera.FrameSource";
    private static final String SERVLET = "jakarta.servlet.Servlet";

    @TempDir
    private Path home;

    private FelixContainer start(List<Path> jars) throws Exception {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(
                home.resolve("etc/config.json"),
                "{\"camera\": {\"source\": \"demo:?rate=10\"}, \"store\": {}, \"admin_dashboard\": {}}");
        return FelixContainer.start(home, jars);
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static boolean has(BundleContext context, String service) {
        return context.getServiceReference(service) != null;
    }

    private static int count(BundleContext context, String service, String bundle) {
        try {
            var references = context.getAllServiceReferences(service, null);
            return references == null
                    ? 0
                    : (int) List.of(references).stream()
                            .filter(reference ->
                                    bundle.equals(reference.getBundle().getSymbolicName()))
                            .count();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Bundle bundle(BundleContext context, String name) {
        return List.of(context.getBundles()).stream()
                .filter(candidate -> name.equals(candidate.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void services_come_up_in_any_start_order(long seed) throws Exception {
        List<Path> jars = new ArrayList<>(Build.bundles());
        Collections.shuffle(jars, new Random(seed));
        try (FelixContainer felix = start(jars)) {
            BundleContext context = felix.context();
            await("the store", () -> has(context, STORE));
            await("the camera", () -> has(context, CAMERA));
            await("eight frame sources", () -> count(context, SOURCE, "rollcall.camera") == 8);
            await("the servlets", () -> count(context, SERVLET, "rollcall.dashboard") >= 5);
        }
        assertThat(home.resolve("data/attendance.db")).isRegularFile();
    }

    @Test
    void services_go_when_their_dependency_goes_and_come_back_with_it() throws Exception {
        try (FelixContainer felix = start(Build.bundles())) {
            BundleContext context = felix.context();
            await("the store", () -> has(context, STORE));
            await("the camera", () -> has(context, CAMERA));
            Bundle events = bundle(context, "org.apache.felix.eventadmin");
            events.stop();
            assertThat(has(context, STORE)).isFalse();
            assertThat(has(context, CAMERA)).isFalse();
            events.start();
            await("the store again", () -> has(context, STORE));
            await("the camera again", () -> has(context, CAMERA));
        }
    }

    @Test
    void the_camera_and_the_servlets_stay_while_the_store_is_away() throws Exception {
        try (FelixContainer felix = start(Build.bundles())) {
            BundleContext context = felix.context();
            await("the store", () -> has(context, STORE));
            await("the camera", () -> has(context, CAMERA));
            int servlets = count(context, SERVLET, "rollcall.dashboard");
            bundle(context, "rollcall.store").stop();
            assertThat(has(context, STORE)).isFalse();
            assertThat(has(context, CAMERA)).isTrue();
            assertThat(count(context, SERVLET, "rollcall.dashboard")).isEqualTo(servlets);
        }
    }

    @Test
    void without_a_configuration_nothing_starts_on_defaults() throws Exception {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/config.json"), "{\"camera\": {\"source\": \"demo");
        try (FelixContainer felix = FelixContainer.start(home, Build.bundles())) {
            TimeUnit.MILLISECONDS.sleep(1_500);
            assertThat(has(felix.context(), STORE)).isFalse();
            assertThat(has(felix.context(), CAMERA)).isFalse();
            Files.writeString(home.resolve("etc/config.json"), "{\"camera\": {\"source\": \"demo\"}}");
            await("the camera after the file was mended", () -> has(felix.context(), CAMERA));
        }
    }

    @Test
    void each_bundle_of_ours_is_its_own_refresh_closure() throws Exception {
        try (FelixContainer felix = start(Build.bundles())) {
            FrameworkWiring wiring = felix.context().getBundle(0).adapt(FrameworkWiring.class);
            for (String room : new String[] {"config", "store", "http", "dashboard", "camera"}) {
                Bundle bundle = bundle(felix.context(), "rollcall." + room);
                assertThat(wiring.getDependencyClosure(List.of(bundle)))
                        .as(room.toUpperCase(Locale.ROOT))
                        .containsExactly(bundle);
            }
        }
    }
}
