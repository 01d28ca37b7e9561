package rollcall.store.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sqlite.JDBC;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;
import rollcall.store.sqlite.Session;

/**
 * Makes backups of a home while it runs.
 *
 * <p>The database is copied by {@code VACUUM INTO} from one snapshot, which holds nobody up; the copy is checked whole
 * before it counts. Photos are named by their content and never change, so those that the copy points at belong to it.
 */
public final class Backup {
    private static final List<String> SETTINGS = List.of("etc/config.json", "etc/roster.csv", "etc/schedule.json");

    private final Path home;
    private final String device;
    private final Clock clock;

    public Backup(Path home, String device, Clock clock) {
        this.home = home;
        this.device = device;
        this.clock = clock;
    }

    /**
     * What a backup holds.
     *
     * @param file where it is
     * @param scans rows
     * @param photos photos
     * @param missing paths of photos that rows point at and that are not there
     * @param bytes its size
     */
    public record Made(Path file, long scans, long photos, List<String> missing, long bytes) {}

    /** Makes one; {@code withPhotos} is false for those that only guard against a damaged database. */
    public Made make(Path target, boolean withPhotos, Consumer<String> progress) throws IOException, StoreException {
        Files.createDirectories(target.toAbsolutePath().resolveSibling("."));
        Path copy = Files.createTempFile(Files.createDirectories(home.resolve("data/backups")), "snapshot-", ".db");
        try {
            // VACUUM INTO wants to make the file itself.
            Files.delete(copy);
            Instant now = clock.instant();
            progress.accept("~ copying the database");
            snapshot(home.resolve(BackupWriter.DATABASE), copy);
            return pack(target, copy, now, withPhotos, progress);
        } catch (SQLException e) {
            throw new StoreException(Kind.FAILED, "the database cannot be copied: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private Made pack(Path target, Path copy, Instant now, boolean withPhotos, Consumer<String> progress)
            throws IOException, SQLException, StoreException {
        List<BackupWriter.Item> items = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        long schema;
        long scans;
        try (Session session = new Session(JDBC.createConnection("jdbc:sqlite:" + copy, new java.util.Properties()))) {
            List<String> problems = session.list("PRAGMA integrity_check(5)", row -> row.getString(1));
            if (!problems.equals(List.of("ok"))) {
                throw new StoreException(
                        Kind.DAMAGED, "the database is damaged (" + problems.get(0) + "); restart the terminal");
            }
            schema = session.number("PRAGMA user_version");
            scans = session.number("SELECT count(*) FROM scan");
            items.add(BackupWriter.Item.of(BackupWriter.DATABASE, copy));
            for (String setting : SETTINGS) {
                if (Files.isRegularFile(home.resolve(setting))) {
                    items.add(BackupWriter.Item.of(setting, home.resolve(setting)));
                }
            }
            if (withPhotos) {
                items.addAll(BackupWriter.present(photos(session), missing::add));
            }
        }
        long photos = items.stream()
                .filter(item -> item.path().startsWith("data/photos/"))
                .count();
        BackupWriter.write(target, new BackupWriter.Head(now, device, schema, scans, photos), items, progress);
        return new Made(target, scans, photos, List.copyOf(missing), Files.size(target));
    }

    /** Every photo that a row points at, once; its name is its hash. */
    private List<BackupWriter.Item> photos(Session session) throws SQLException {
        return session.list(
                "SELECT DISTINCT photo, photo_bytes FROM scan WHERE photo IS NOT NULL ORDER BY photo", row -> {
                    String path = row.getString(1);
                    String sha256 = path.substring(path.lastIndexOf('/') + 1, path.length() - ".jpg".length());
                    return new BackupWriter.Item(
                            "data/photos/" + path, home.resolve("data/photos").resolve(path), row.getLong(2), sha256);
                });
    }

    private static void snapshot(Path database, Path copy) throws SQLException {
        try (Session session =
                new Session(JDBC.createConnection("jdbc:sqlite:" + database, new java.util.Properties()))) {
            session.execute("PRAGMA busy_timeout = 5000");
            session.change("VACUUM INTO ?", copy);
        }
    }
}
