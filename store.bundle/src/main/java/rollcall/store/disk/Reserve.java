package rollcall.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;
import rollcall.store.sqlite.Spare;

/**
 * The file {@code data/reserve}, which is there to be given up when the disk is full. May be used from any thread.
 *
 * <p>It has no configuration, so that the database, which needs it, is not opened anew when a threshold is changed.
 */
@Component(service = {Reserve.class, Spare.class})
public final class Reserve implements Spare {
    private static final System.Logger LOG = System.getLogger("rollcall.store");

    /** Written at a time; whoever wants to give the reserve up waits for this much at most. */
    static final int SLICE = 1 << 20;

    /** Slices made in a row: more would keep a slow disk from scans for too long. */
    private static final int MOST_SLICES = 16;

    private final Path file;
    private final EventAdmin events;
    private final SplittableRandom random = new SplittableRandom();
    private int given;

    @Activate
    public Reserve(BundleContext context, @Reference EventAdmin events) throws IOException {
        this(
                Files.createDirectories(Path.of(String.valueOf(context.getProperty("rollcall.home")))
                                .resolve("data"))
                        .resolve("reserve"),
                events);
    }

    Reserve(Path file, EventAdmin events) {
        this.file = file;
        this.events = events;
    }

    @Override
    public synchronized int given() {
        return given;
    }

    @Override
    public synchronized boolean giveUp(int before) {
        if (given != before) {
            // Somebody else found the disk full meanwhile and has made room for both.
            return true;
        }
        try {
            long bytes = Files.exists(file) ? Files.size(file) : 0;
            if (bytes == 0) {
                return false;
            }
            Files.delete(file);
            sync();
            given++;
            LOG.log(
                    System.Logger.Level.ERROR,
                    "nothing more fits onto the disk: the reserve of {0} MB is given up so that scans are still stored; make room",
                    bytes / SLICE);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the reserve cannot be given up: {0}", e);
            return false;
        }
        DiskTopics.post(events, DiskState.CRITICAL);
        return true;
    }

    /**
     * Goes on with making the reserve as large as this, some slices of it, as long as {@code spared} bytes stay free besides
     * it; removes what there is too much.
     *
     * @return whether it is whole
     */
    boolean make(long bytes, Space space, long spared) throws IOException {
        long size = size();
        if (size > bytes) {
            cut(bytes);
            return true;
        }
        // Not even begun if it cannot be finished, for half a reserve would come and go.
        if (size < bytes && space.free() <= spared + bytes - size) {
            return false;
        }
        for (int i = 0; i < MOST_SLICES && size() < bytes; i++) {
            if (space.free() <= spared + SLICE || !slice(bytes)) {
                return false;
            }
        }
        return size() == bytes;
    }

    /** Adds a slice; false if there was no room for it, and then there is no reserve any more. */
    private synchronized boolean slice(long bytes) throws IOException {
        boolean made = !Files.exists(file);
        byte[] noise = new byte[(int) Math.min(SLICE, bytes - size())];
        // A file system that compresses would make nothing of zeros.
        random.nextBytes(noise);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer buffer = ByteBuffer.wrap(noise);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            sync();
            return false;
        }
        if (made) {
            sync();
        }
        return true;
    }

    private synchronized void cut(long bytes) throws IOException {
        if (bytes == 0) {
            Files.deleteIfExists(file);
        } else {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(bytes);
                channel.force(true);
            }
        }
        sync();
    }

    private void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Its bytes; 0 if it is not there. */
    long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
