package rollcall.config.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;
import rollcall.config.ConfigEditor;

/**
 * Feeds {@code etc/config.json} of a running terminal to Configuration Admin, at start and whenever it changes.
 *
 * <p>The first time happens while this component is activated, before the bundles of higher start levels start.
 */
@Component(service = ConfigEditor.class, immediate = true)
public final class ConfigComponent implements ConfigEditor {
    private static final System.Logger LOG = System.getLogger("rollcall.config");
    private static final long LOOK_MILLIS = 500;

    /** Any bundle may get the configurations: this one did not make them for itself. */
    private static final String ANY_LOCATION = "?";

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final ConfigFile file;
    private final FileEditor editor;
    private final ScheduledExecutorService thread;
    private final BundleListener listener = this::bundleChanged;
    private final AtomicBoolean bundlesChanged = new AtomicBoolean();

    @Activate
    public ConfigComponent(
            BundleContext context, @Reference ConfigurationAdmin admin, @Reference MetaTypeService metatype) {
        this.context = context;
        this.admin = admin;
        Path home = Path.of(String.valueOf(context.getProperty("rollcall.home")));
        Supplier<Schema> schema = () -> Schema.of(metatype, List.of(context.getBundles()));
        Function<String, Optional<String>> overrides =
                key -> Optional.ofNullable(context.getProperty("rollcall.override." + key));
        this.editor = new FileEditor(home, schema, System::getenv, overrides, System::nanoTime);
        editor.start();
        this.file = new ConfigFile(home, schema, System::getenv, overrides, this::apply, System::nanoTime);
        file.start();
        context.addBundleListener(listener);
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "config"));
        var unused = thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    public void close() {
        context.removeBundleListener(listener);
        thread.shutdownNow();
    }

    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.RESOLVED) {
            bundlesChanged.set(true);
        }
    }

    private void look() {
        try {
            if (bundlesChanged.getAndSet(false)) {
                file.again();
            }
            editor.step();
            file.step();
        } catch (RuntimeException e) {
            // The one place where this loop catches; a schedule ends for good at the first exception.
            LOG.log(System.Logger.Level.ERROR, "the configuration is not watched this time", e);
        }
    }

    @Override
    public List<String> problems(Map<String, List<String>> changes) throws IOException {
        return editor.problems(changes);
    }

    @Override
    public void apply(String who, Map<String, List<String>> changes) throws IOException {
        editor.apply(who, changes);
    }

    @Override
    public Optional<Unconfirmed> unconfirmed() {
        return editor.unconfirmed();
    }

    @Override
    public boolean confirm() throws IOException {
        return editor.confirm();
    }

    @Override
    public boolean goBack() throws IOException {
        return editor.goBack();
    }

    private void apply(Map<String, Map<String, Object>> properties) throws IOException {
        for (var section : properties.entrySet()) {
            admin.getConfiguration(Schema.PREFIX + section.getKey(), ANY_LOCATION)
                    .updateIfDifferent(FrameworkUtil.asDictionary(section.getValue()));
        }
    }
}
