package rollcall.alerts.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import rollcall.alert.Alert;
import rollcall.alert.AlertChannel;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/**
 * {@code alerts.json}: the last 1,000 alerts in the predecessor's form, the newest last, replaced as a whole.
 *
 * <p>What is in it already is not written again, so that a try whose answer got lost doubles nothing.
 */
final class FileChannel implements AlertChannel {
    private static final int MOST = 1_000;
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final Deque<String> entries;

    FileChannel(Path file) throws IOException {
        this.file = file;
        this.entries = read(file);
        if (!Files.exists(file)) {
            write();
        }
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Severity least() {
        return Severity.INFO;
    }

    @Override
    public boolean isQuietAtNight() {
        return false;
    }

    @Override
    public int mostAnHour() {
        return 0;
    }

    @Override
    public Grouping grouping() {
        return Grouping.LIST;
    }

    @Override
    public Delivery deliver(Notice notice) {
        for (Alert alert : notice.alerts()) {
            String message = PlainText.line(notice, alert);
            String entry = AlertJson.text(json -> {
                json.writeStartObject();
                AlertJson.predecessor(json, alert, message);
                json.writeEndObject();
            });
            if (!entries.contains(entry)) {
                entries.addLast(entry);
            }
        }
        while (entries.size() > MOST) {
            entries.removeFirst();
        }
        try {
            write();
            return Delivery.delivered("written");
        } catch (IOException e) {
            return Delivery.retry(
                    "cannot write " + file.getFileName() + ": " + e.getClass().getSimpleName());
        }
    }

    /** A file that cannot be read, as the predecessor's threads left them, is kept aside and begun anew. */
    private static Deque<String> read(Path file) throws IOException {
        Deque<String> entries = new ArrayDeque<>();
        if (!Files.exists(file)) {
            return entries;
        }
        try (JsonParser json = JSON.createParser(Files.readString(file))) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("no array");
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                StringWriter text = new StringWriter();
                try (var copy = JSON.createGenerator(text)) {
                    copy.copyCurrentStructure(json);
                }
                entries.addLast(text.toString());
            }
            return entries;
        } catch (IOException e) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
            return new ArrayDeque<>();
        }
    }

    private void write() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        String text = entries.isEmpty() ? "[]\n" : "[\n  " + String.join(",\n  ", entries) + "\n]\n";
        try (var channel = java.nio.channels.FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
