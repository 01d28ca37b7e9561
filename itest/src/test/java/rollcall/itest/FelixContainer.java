package rollcall.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.framework.FrameworkFactory;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.BundleContext;

/**
 * A Felix made by Pax Exam's native container, seen from the test through the system bundle's context.
 *
 * <p>Pax Exam 4 has no driver for JUnit 5, so the container is driven by hand: JUnit 5 runs outside, and services are
 * reached by name, so that nothing of the test's class path stands in for a bundle.
 */
final class FelixContainer implements AutoCloseable {
    private static final int TOP_LEVEL = 100;

    private final TestContainer container;
    private final BundleContext context;

    private FelixContainer(TestContainer container, BundleContext context) {
        this.container = container;
        this.context = context;
    }

    /** Starts Felix with the given jars, installed and started in that order. */
    static FelixContainer start(Path home, List<Path> jars) throws Exception {
        List<Option> options = new ArrayList<>();
        options.add(workingDirectory(home.resolve("run/exam").toString()));
        options.add(frameworkStartLevel(TOP_LEVEL));
        options.add(frameworkProperty("rollcall.home").value(home.toString()));
        options.add(frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level")
                .value("WARN"));
        options.add(frameworkProperty("org.osgi.service.http.port").value("0"));
        options.add(frameworkProperty("org.apache.felix.http.host").value("127.0.0.1"));
        for (Path jar : jars) {
            options.add(bundle("reference:" + jar.toUri()).startLevel(5));
        }
        NativeTestContainer container = new NativeTestContainer(
                PaxExamRuntime.createTestSystem(options.toArray(Option[]::new)), new FrameworkFactory());
        container.start();
        return new FelixContainer(container, container.getSystemBundle().getBundleContext());
    }

    BundleContext context() {
        return context;
    }

    @Override
    public void close() throws IOException {
        container.stop();
    }
}
