package rollcall.store.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.StoreException;
import rollcall.store.backup.Backup;
import rollcall.store.backup.BackupFolder;
import rollcall.store.roster.RosterCsv;
import rollcall.store.sqlite.Database;
import rollcall.store.sqlite.ForgetTable;
import rollcall.store.sqlite.RosterTable;
import rollcall.store.sqlite.StoreConfig;
import rollcall.store.sqlite.StoreSettings;

/**
 * {@code forget CODE}: what is known of one student goes: name, section, photos, roster line, and the code itself, in whose
 * place a random word stands from then on. How many scans there were, and when, stays.
 */
@Component(
        service = BiFunction.class,
        property = "rollcall.command=forget",
        configurationPid = "rollcall.store",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ForgetCommand implements StoreCommand {
    private static final int PSEUDONYM_BYTES = 8;

    private final Path home;
    private final Database database;
    private final Backup backup;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    @Activate
    public ForgetCommand(BundleContext context, @Reference Database database, StoreConfig config)
            throws StoreException {
        this(
                Path.of(String.valueOf(context.getProperty("rollcall.home"))),
                database,
                StoreSettings.device(config),
                Clock.systemUTC());
    }

    ForgetCommand(Path home, Database database, String device, Clock clock) {
        this.home = home;
        this.database = database;
        this.backup = new Backup(home, device, clock);
        this.clock = clock;
    }

    @Override
    public int run(List<String> arguments, Consumer<String> out) throws StoreException, IOException {
        String code = StoreCommand.argument(arguments, 0);
        byte[] bytes = new byte[PSEUDONYM_BYTES];
        random.nextBytes(bytes);
        String pseudonym = "forgotten-" + HexFormat.of().formatHex(bytes);
        // The file first: the roster of the database would be filled from it again.
        boolean inFile = RosterCsv.without(home.resolve("etc/roster.csv"), code);
        // Looking through all rows takes a while, so it is not done where scans wait for it.
        ForgetTable.Found found = database.read(session -> ForgetTable.find(session, code));
        Optional<ForgetTable.Forgotten> gone =
                database.write(session -> ForgetTable.forget(session, code, found, pseudonym, inFile, clock.instant()));
        if (gone.isEmpty()) {
            out.accept("! nothing is known of this code");
            return FAILED;
        }
        for (String photo : gone.get().photos()) {
            Files.deleteIfExists(home.resolve("data/photos").resolve(photo));
        }
        database.fold();
        out.accept(gone.get().text() + "; the audit trail knows it as " + pseudonym);
        if (database.<Boolean>read(RosterTable::isPulled)) {
            out.accept("the far end's roster is another copy: take the student out there too, or the line comes back");
        }
        return backups(out);
    }

    /** The backups of before know the student; one of after takes their place. */
    private int backups(Consumer<String> out) throws IOException {
        BackupFolder folder = new BackupFolder(home);
        int before = folder.list().size();
        if (before == 0) {
            return DONE;
        }
        Instant now = clock.instant();
        try {
            backup.make(folder.path(now), false, line -> {});
            folder.keep(1);
            out.accept(before + " older backups in data/backups were deleted and a new one was made; copies kept"
                    + " elsewhere are yours to delete");
            return DONE;
        } catch (StoreException | IOException e) {
            out.accept(
                    "! " + before + " backups in data/backups still know the student, for a new one could not be made: "
                            + e.getMessage());
            return FAILED;
        }
    }
}
