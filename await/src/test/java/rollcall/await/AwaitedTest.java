package rollcall.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/** Against the service registry of a real Felix without bundles. */
@SuppressWarnings("rawtypes") // a service is registered under a class, which has no type argument
class AwaitedTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path cache;

    private Framework felix;
    private Awaited<Supplier> awaited;

    @BeforeEach
    void start() throws Exception {
        felix = new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", cache.toString()));
        felix.start();
        awaited = new Awaited<>(felix.getBundleContext(), Supplier.class);
    }

    @AfterEach
    void stop() throws Exception {
        awaited.close();
        felix.stop();
        felix.waitForStop(0);
    }

    private ServiceRegistration<Supplier> register(Supplier<?> service) {
        BundleContext context = felix.getBundleContext();
        return context.registerService(Supplier.class, service, null);
    }

    private Object call(Duration patience) throws Exception {
        return awaited.call(patience, failure -> failure instanceof IllegalStateException, Supplier::get);
    }

    @Test
    void a_service_that_is_there_is_called_at_once() throws Exception {
        register(() -> "one");
        assertThat(call(Duration.ZERO)).isEqualTo("one");
    }

    @Test
    void a_service_that_stays_away_is_given_up() {
        assertThatThrownBy(() -> call(Duration.ofMillis(50))).isInstanceOf(ServiceAwayException.class);
        assertThatThrownBy(() -> call(Duration.ZERO)).isInstanceOf(ServiceAwayException.class);
    }

    @Test
    void the_arrival_of_the_service_wakes_who_waits() throws Exception {
        CompletableFuture<Object> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return call(LONG);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        register(() -> "late");
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("late");
    }

    @Test
    void a_call_to_a_service_that_was_stopped_goes_to_the_next_one() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        ServiceRegistration<Supplier> old = register(() -> {
            called.countDown();
            throw new IllegalStateException("stopped");
        });
        CompletableFuture<Object> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return call(LONG);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
        register(() -> "next");
        old.unregister();
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("next");
    }

    @Test
    void classes_that_vanished_with_their_bundle_count_as_stopped_if_the_caller_says_so() throws Exception {
        ServiceRegistration<Supplier> old = register(() -> {
            throw new NoClassDefFoundError("gone");
        });
        assertThatThrownBy(() -> awaited.call(Duration.ofMillis(30), LinkageError.class::isInstance, Supplier::get))
                .isInstanceOf(NoClassDefFoundError.class);
        old.unregister();
        assertThat(awaited.now()).isEmpty();
    }

    @Test
    void other_failures_reach_the_caller_at_once() {
        register(() -> {
            throw new UnsupportedOperationException("no");
        });
        assertThatThrownBy(() -> call(LONG)).isInstanceOf(UnsupportedOperationException.class);
    }
}
