package rollcall.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;
import rollcall.store.backup.BackupFolder;
import rollcall.store.file.DurableFolder;

/**
 * Opens the database of a home: checks it, repairs it if it is damaged, begins a new epoch where that is due.
 *
 * <p>A small database is checked before anything is stored, a large one while the terminal works already: after a clean
 * stop by {@code quick_check}, after any other by {@code integrity_check}.
 */
public final class StoreOpening {
    /** A check of more would hold up the start for longer than a class waits: about 2 s on an SD card. */
    static final long CHECKED_FIRST_BYTES = 32L << 20;

    private static final System.Logger LOG = System.getLogger("rollcall.store");

    private final Path home;
    private final Path data;
    private final Path file;
    private final OpenMarker marker;
    private final Clock clock;

    /** Told what a salvage did, in one line. */
    private final Consumer<String> salvaged;

    private boolean clean;

    public StoreOpening(Path home, Clock clock, Consumer<String> salvaged) {
        this.home = home;
        this.data = home.resolve("data");
        this.file = data.resolve("attendance.db");
        this.marker = new OpenMarker(data);
        this.clock = clock;
        this.salvaged = salvaged;
    }

    /** Opens it; throws with one line for people if that cannot be done. */
    public SqliteDatabase open() throws StoreException {
        try {
            DurableFolder.create(data);
            boolean ours = marker.exists();
            clean = !Files.exists(file) || marker.isClosed();
            if (new Salvage(data).isUnderWay()) {
                salvage();
            }
            SqliteDatabase database = openOrSalvage(ours);
            marker.open();
            if (Files.size(file) <= CHECKED_FIRST_BYTES && check(database).isPresent()) {
                database = repair(database);
            }
            restored(database);
            return database;
        } catch (IOException e) {
            throw new StoreException(Kind.UNWRITABLE, "data folder " + data + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Whether the check at opening was left for later because the database is large. */
    boolean isCheckDue() throws IOException {
        return Files.size(file) > CHECKED_FIRST_BYTES;
    }

    /** A file that never was Rollcall's is not touched, however odd it looks. */
    private SqliteDatabase openOrSalvage(boolean ours) throws StoreException, IOException {
        try {
            return new SqliteDatabase(file);
        } catch (StoreException e) {
            if (e.kind() != Kind.DAMAGED || !ours) {
                throw e;
            }
            LOG.log(System.Logger.Level.ERROR, String.valueOf(e.getMessage()));
            salvage();
            return new SqliteDatabase(file);
        }
    }

    /** Checks the whole file; what is wrong, in one line. */
    Optional<String> check(SqliteDatabase database) throws StoreException {
        List<String> said;
        try {
            said = database.read(session -> session.list(
                    clean ? "PRAGMA quick_check(1)" : "PRAGMA integrity_check(1)", row -> row.getString(1)));
        } catch (StoreException e) {
            if (e.kind() != Kind.DAMAGED) {
                throw e;
            }
            said = List.of(String.valueOf(e.getMessage()));
        }
        if (said.equals(List.of("ok"))) {
            return Optional.empty();
        }
        LOG.log(System.Logger.Level.ERROR, "database {0} is damaged: {1}", file, said);
        return Optional.of(String.join(" ", said));
    }

    /** Closes a damaged database and opens the one that is made of it. */
    SqliteDatabase repair(SqliteDatabase damaged) throws StoreException {
        try {
            damaged.close();
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "the damaged database did not close: {0}", e.getMessage());
        }
        try {
            salvage();
        } catch (IOException e) {
            throw new StoreException(Kind.UNWRITABLE, "the database cannot be salvaged: " + e.getMessage(), e);
        }
        return new SqliteDatabase(file);
    }

    private void salvage() throws IOException, StoreException {
        Path unpacked = data.resolve("attendance.backup.db");
        try {
            Optional<Path> backup = new BackupFolder(home).newestDatabase(unpacked);
            Salvage.Outcome outcome = new Salvage(data).run(clock.instant(), backup);
            LOG.log(System.Logger.Level.ERROR, "database salvaged: {0}", outcome.text());
            salvaged.accept(outcome.text());
        } finally {
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(Path.of(unpacked + suffix));
            }
        }
    }

    /** After a restored backup, numbers may have been given out that this database does not know. */
    private void restored(SqliteDatabase database) throws StoreException, IOException {
        Path note = data.resolve("restored");
        if (!Files.exists(note)) {
            return;
        }
        String what = Files.readString(note).strip().replaceAll("\\p{Cntrl}+", " ");
        database.write(session -> {
            Identity.beginEpoch(session);
            return SqliteAuditTrail.append(
                    session,
                    clock.instant(),
                    "restore",
                    "backup.restored",
                    "attendance.db",
                    what.length() > 500 ? what.substring(0, 500) : what);
        });
        Files.delete(note);
        OpenMarker.syncFolder(note);
        LOG.log(System.Logger.Level.INFO, "a backup was restored; the numbering of scans begins a new epoch");
    }

    /** Notes that the database was closed in good order. */
    public void closed() throws IOException {
        marker.close();
    }
}
