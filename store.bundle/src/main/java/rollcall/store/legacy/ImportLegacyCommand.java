package rollcall.store.legacy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.StoreException;
import rollcall.store.sqlite.Database;
import rollcall.store.sqlite.StoreConfig;
import rollcall.store.sqlite.StoreSettings;

/** The command {@code import-legacy}: arguments are the path of the database and the folder of photos or nothing. */
@Component(
        service = BiFunction.class,
        property = "rollcall.command=import-legacy",
        configurationPid = "rollcall.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ImportLegacyCommand implements BiFunction<List<String>, Consumer<String>, Integer> {
    private static final int WRONG_USE = 1;

    private final LegacyImport legacy;
    private final ReentrantLock running = new ReentrantLock();

    @Activate
    public ImportLegacyCommand(BundleContext context, @Reference Database database, StoreConfig config)
            throws StoreException {
        this.legacy = new LegacyImport(
                database,
                Path.of(String.valueOf(context.getProperty("rollcall.home"))),
                StoreSettings.zone(config),
                Clock.systemUTC());
    }

    @Override
    public Integer apply(List<String> arguments, Consumer<String> out) {
        if (arguments.isEmpty() || arguments.size() > 2 || arguments.get(0).isBlank()) {
            out.accept("! import-legacy PATH [PHOTOS]: the predecessor's attendance.db and the folder of its photos");
            return WRONG_USE;
        }
        if (!running.tryLock()) {
            out.accept("! an import is running already; wait for its end");
            return 1;
        }
        try {
            Optional<Path> photos = arguments.size() == 2 && !arguments.get(1).isBlank()
                    ? Optional.of(Path.of(arguments.get(1)))
                    : Optional.empty();
            return legacy.run(Path.of(arguments.get(0)), photos, out);
        } catch (InvalidPathException e) {
            out.accept("! " + Line.of(String.valueOf(e.getMessage()), 200));
            return 1;
        } finally {
            running.unlock();
        }
    }
}
