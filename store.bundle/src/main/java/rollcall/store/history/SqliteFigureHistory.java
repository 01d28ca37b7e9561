package rollcall.store.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;
import rollcall.store.FigureHistory;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;
import rollcall.store.history.Ring.Tier;
import rollcall.store.sqlite.Session;

/**
 * The {@link FigureHistory} in {@code data/figures.db}, opened when it is first used, so that nothing about it can hinder a start.
 *
 * <p>Commits are not forced to the card: after a power cut the newest minutes may be missing. With moments every 15 s, four in a call,
 * it holds two hours of them, a day of one a minute, and two days more of one every ten minutes.
 */
@Component(service = FigureHistory.class)
public final class SqliteFigureHistory implements FigureHistory {
    private static final System.Logger LOG = System.getLogger("rollcall.store");
    private static final List<Tier> TIERS = List.of(new Tier(120, 10), new Tier(144, 12), new Tier(24, 1));
    private static final int MOST_SERIES = 2_000;

    /** The log is folded into the file at 1 MB, and cut back to it. */
    private static final int LOG_PAGES = 256;

    private static final int LOG_BYTES = 1 << 20;
    private static final int BUSY_MILLIS = 5_000;

    /** Busy, locked, no memory, read-only, interrupted, input and output, full, cannot be opened: nothing wrong with the file. */
    private static final Set<Integer> PASSING = Set.of(5, 6, 7, 8, 9, 10, 13, 14);

    /** The low byte of SQLite's codes; the rest says which kind of it. */
    private static final int PRIMARY = 0xff;

    private final Path file;
    private final List<Tier> tiers;
    private @Nullable Ring ring;
    private boolean closed;

    @Activate
    public SqliteFigureHistory(BundleContext context) {
        this(Path.of(String.valueOf(context.getProperty("rollcall.home"))).resolve("data"));
    }

    /** In a folder that is there. */
    public SqliteFigureHistory(Path folder) {
        this(folder.resolve("figures.db"), TIERS);
    }

    SqliteFigureHistory(Path file, List<Tier> tiers) {
        this.file = file;
        this.tiers = tiers;
    }

    @FunctionalInterface
    private interface Use<R> {
        R of(Ring ring) throws SQLException, IOException;
    }

    @Override
    public void append(List<Moment> moments) throws StoreException {
        if (!moments.isEmpty()) {
            use(open -> {
                open.append(moments);
                return open;
            });
        }
    }

    @Override
    public List<Trace> read(Instant from, Instant to, Predicate<Series> wanted) throws StoreException {
        // Asked outside: what a foreign predicate throws says nothing about the file.
        Set<String> samples =
                series().stream().filter(wanted).map(Series::sample).collect(Collectors.toSet());
        return use(open -> open.read(from.toEpochMilli(), to.toEpochMilli(), samples));
    }

    @Override
    public List<Series> series() throws StoreException {
        return use(Ring::series);
    }

    private synchronized <R> R use(Use<R> use) throws StoreException {
        if (closed) {
            throw new StoreException(Kind.CLOSED, "the store is stopped");
        }
        try {
            return used(use);
        } catch (SQLException | IOException | RuntimeException e) {
            drop(e);
            if (!damaged(e)) {
                throw new StoreException(Kind.UNWRITABLE, file + " did not take or tell figures: " + e.getMessage(), e);
            }
        }
        try {
            setAside();
            return used(use);
        } catch (SQLException | IOException | RuntimeException e) {
            drop(e);
            throw new StoreException(Kind.DAMAGED, file + " is damaged and cannot be begun anew: " + e.getMessage(), e);
        }
    }

    private <R> R used(Use<R> use) throws SQLException, IOException {
        Ring open = ring;
        if (open == null) {
            Session session = new Session(
                    JDBC.createConnection("jdbc:sqlite:" + file, settings().toProperties()));
            try {
                open = new Ring(session, tiers, MOST_SERIES);
            } catch (SQLException | IOException | RuntimeException e) {
                closeAfter(session, e);
                throw e;
            }
            ring = open;
        }
        return use.of(open);
    }

    private static SQLiteConfig settings() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setJournalSizeLimit(LOG_BYTES);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, String.valueOf(LOG_PAGES));
        return config;
    }

    /** After a failure nobody knows where the ring stands; the next call opens it anew. */
    private void drop(Exception reason) {
        if (ring != null) {
            closeAfter(ring, reason);
            ring = null;
        }
    }

    private static void closeAfter(AutoCloseable open, Exception reason) {
        try {
            open.close();
        } catch (Exception e) {
            reason.addSuppressed(e);
        }
    }

    /** Whether the file, and not the disk or the moment, is to blame: damage has many words. */
    private static boolean damaged(Exception failure) {
        return !(failure instanceof SQLiteException sqlite) || !PASSING.contains(sqlite.getResultCode().code & PRIMARY);
    }

    private void setAside() throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        LOG.log(
                System.Logger.Level.WARNING,
                "the ring of figures {0} is damaged; it was put aside as {1} and begun anew, scans are not touched",
                file,
                aside.getFileName());
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
    }

    @Deactivate
    public synchronized void close() throws SQLException {
        closed = true;
        if (ring != null) {
            ring.close();
            ring = null;
        }
    }
}
