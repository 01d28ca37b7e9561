package rollcall.sync.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rollcall.event.EventJson;
import rollcall.scan.Scan;
import rollcall.sync.Delivery;
import rollcall.sync.SyncTarget;

/**
 * A {@link SyncTarget} that appends to {@code FOLDER/DEVICE.jsonl}, such as on a USB stick.
 *
 * <p>A line is there once: one that was cut off by a power cut is taken away, and what the end of the file already has is not
 * written again. The folder must exist, so that a stick that is not plugged in is noticed and nothing is written below its
 * mount point: it has to hold a file named {@value #MARK}.
 */
public final class FileTarget implements SyncTarget {
    /** Says that a folder is meant for this. */
    static final String MARK = "rollcall-sync";

    /** More than a batch of the longest lines; what is repeated after a power cut is never older than one batch. */
    private static final int TAIL = 2 << 20;

    private static final Pattern ID = Pattern.compile("^\\{\"event_id\":\"([0-9a-f-]{36})\"", Pattern.MULTILINE);

    private final Path folder;

    public FileTarget(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public boolean remote() {
        return false;
    }

    @Override
    public Delivery deliver(List<Scan> batch) throws IOException {
        if (!Files.exists(folder.resolve(MARK))) {
            throw new IOException("sync.file.folder = " + folder + ": no file " + MARK
                    + " in it; plug in the stick, or make an empty file of that name on it");
        }
        Path file = folder.resolve(batch.get(0).origin().device() + ".jsonl");
        boolean fresh = !Files.exists(file);
        Tail tail = fresh ? new Tail(0, Set.of()) : tail(file);
        List<Scan> missing = batch.stream()
                .filter(scan -> !tail.ids().contains(scan.id().toString()))
                .toList();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        EventJson.lines(lines, missing);
        append(file, tail.end(), lines.toByteArray());
        if (fresh) {
            syncFolder();
        }
        return new Delivery.Acknowledged();
    }

    /**
     * The end of a file.
     *
     * @param end where its last whole line ends
     * @param ids the scans of that line and of those before it
     */
    private record Tail(long end, Set<String> ids) {}

    private static Tail tail(Path file) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "r")) {
            long begin = Math.max(0, raw.length() - TAIL);
            byte[] bytes = new byte[(int) (raw.length() - begin)];
            raw.seek(begin);
            raw.readFully(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            return new Tail(begin + end, ids(new String(bytes, 0, end, StandardCharsets.UTF_8)));
        }
    }

    private static Set<String> ids(String lines) {
        Set<String> ids = new HashSet<>();
        Matcher matcher = ID.matcher(lines);
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return ids;
    }

    private static void append(Path file, long end, byte[] lines) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(end);
            channel.position(end);
            ByteBuffer buffer = ByteBuffer.wrap(lines);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
