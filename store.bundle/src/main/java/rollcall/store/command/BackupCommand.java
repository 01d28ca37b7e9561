package rollcall.store.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.ScanStore;
import rollcall.store.StoreException;
import rollcall.store.backup.Backup;
import rollcall.store.backup.BackupFolder;
import rollcall.store.sqlite.StoreConfig;
import rollcall.store.sqlite.StoreSettings;

/** {@code backup [FILE]}: everything that a school cannot make again, in one file. */
@Component(
        service = BiFunction.class,
        property = "rollcall.command=backup",
        configurationPid = "rollcall.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class BackupCommand implements StoreCommand {
    private static final int SHOWN = 20;

    private final Path home;
    private final Backup backup;

    /** The store is asked for so that its tables are up to date, and not for anything it does. */
    @Activate
    public BackupCommand(BundleContext context, @Reference ScanStore store, StoreConfig config) throws StoreException {
        this.home = Path.of(String.valueOf(context.getProperty("rollcall.home")));
        this.backup = new Backup(home, StoreSettings.device(config), Clock.systemUTC());
    }

    @Override
    public int run(List<String> arguments, Consumer<String> out) throws StoreException, IOException {
        String file = StoreCommand.argument(arguments, 0);
        Path target =
                file.isEmpty() ? new BackupFolder(home).path(Clock.systemUTC().instant()) : Path.of(file);
        Backup.Made made = backup.make(target, true, out);
        made.missing().stream().limit(SHOWN).forEach(path -> out.accept("! photo " + path + " is missing"));
        out.accept(String.format(
                Locale.ROOT,
                "%s: %d scans, %d photos, %.1f MB; restore it with: ./rollcall restore %s",
                target,
                made.scans(),
                made.photos(),
                made.bytes() / 1e6,
                target));
        return made.missing().isEmpty() ? DONE : FAILED;
    }
}
