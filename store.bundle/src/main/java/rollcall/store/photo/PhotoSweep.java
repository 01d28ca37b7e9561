package rollcall.store.photo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import rollcall.store.StoreException;

/**
 * Removes what no row points at: photos whose scan never came to be stored, and unfinished ones. Used by one thread.
 *
 * <p>Only days after the last swept one are looked at, a day at a time; the day that is still being written to is looked at
 * each time and counts as swept when it is over. A row whose photo is missing is counted and left as it is.
 */
public final class PhotoSweep {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    /** A photo is durable before its row; this is far longer than the time between the two. */
    private static final Duration GRACE = Duration.ofHours(1);

    /** What the rows say about photos. */
    public interface Rows {
        /** The days after this one that have scans. */
        List<LocalDate> daysAfter(LocalDate day) throws StoreException;

        /** The paths that scans of a day point at. */
        Set<String> photos(LocalDate day) throws StoreException;

        /** The last day of which nothing is left to sweep; long ago if there is none. */
        LocalDate swept() throws StoreException;

        /** Remembers that day. */
        void swept(LocalDate day) throws StoreException;
    }

    private final PhotoDays folders;
    private final Rows rows;
    private final Clock clock;
    private final Deque<LocalDate> ahead = new ArrayDeque<>();
    private final TreeMap<LocalDate, Integer> missing = new TreeMap<>();
    private boolean finished = true;
    private volatile long missingPhotos;
    private final AtomicLong removed = new AtomicLong();

    /** The clock also says which day it is. */
    public PhotoSweep(PhotoDays folders, Rows rows, Clock clock) {
        this.folders = folders;
        this.rows = rows;
        this.clock = clock;
    }

    /** Looks at one day; true if there are more. After the last one the next call begins anew. */
    public boolean step() throws IOException, StoreException {
        if (ahead.isEmpty()) {
            begin();
        }
        LocalDate day = ahead.poll();
        if (day != null) {
            look(day);
        }
        return !ahead.isEmpty();
    }

    private void begin() throws IOException, StoreException {
        LocalDate swept = rows.swept();
        TreeSet<LocalDate> days = new TreeSet<>(rows.daysAfter(swept));
        days.addAll(folders.all());
        ahead.addAll(days.tailSet(swept, false));
        finished = true;
    }

    private void look(LocalDate day) throws IOException, StoreException {
        Instant limit = clock.instant().minus(GRACE);
        List<Path> photos = folders.photos(day);
        // Asked after the folder was listed: whatever is listed and belongs to a row by now is found there.
        Set<String> wanted = rows.photos(day);
        List<Path> strays = new ArrayList<>(folders.unfinished(day));
        photos.stream().filter(photo -> !wanted.contains(folders.path(photo))).forEach(strays::add);
        List<Path> old = new ArrayList<>();
        for (Path stray : strays) {
            if (isBefore(stray, limit)) {
                old.add(stray);
            }
        }
        LocalDate today = LocalDate.now(clock);
        folders.remove(old, today);
        removed.addAndGet(old.size());
        if (!old.isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "{0} files that no scan points at are removed from {1}", old.size(), day);
        }
        count(day, wanted);
        finished &= old.size() == strays.size() && day.isBefore(today);
        if (finished) {
            rows.swept(day);
        }
    }

    private static boolean isBefore(Path file, Instant limit) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private void count(LocalDate day, Set<String> wanted) {
        int gone = (int) wanted.stream().filter(path -> !folders.exists(path)).count();
        Integer before = gone == 0 ? missing.remove(day) : missing.put(day, gone);
        if (gone > 0 && (before == null || before != gone)) {
            LOG.log(System.Logger.Level.ERROR, "{0} photos of scans of {1} are missing", gone, day);
        }
        missingPhotos = missing.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** Scans whose photo was missing when their day was last looked at. */
    public long missingPhotos() {
        return missingPhotos;
    }

    /** Files removed since this terminal started. */
    public long removed() {
        return removed.get();
    }
}
