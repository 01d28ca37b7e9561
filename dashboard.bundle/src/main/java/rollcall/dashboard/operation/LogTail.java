package rollcall.dashboard.operation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The newest lines of the log, from its file. May be used from any thread. */
@Component(service = LogTail.class)
public final class LogTail {
    /** Read from the end of the file; some hundred lines. */
    private static final int BYTES = 131_072;

    private static final JsonFactory JSON = new JsonFactory();

    private final Path newest;

    /** A line. */
    public record Line(String at, String level, String logger, String message) {}

    @Activate
    public LogTail(BundleContext context) {
        this.newest =
                Path.of(String.valueOf(context.getProperty("rollcall.home"))).resolve("data/logs/rollcall.0.jsonl");
    }

    /** The newest lines, newest first, at most {@code most}. */
    public List<Line> newest(int most) throws IOException {
        if (!Files.isReadable(newest)) {
            return List.of();
        }
        String text;
        boolean whole;
        try (RandomAccessFile file = new RandomAccessFile(newest.toFile(), "r")) {
            long start = Math.max(0, file.length() - BYTES);
            whole = start == 0;
            file.seek(start);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.readFully(bytes);
            text = new String(bytes, StandardCharsets.UTF_8);
        }
        String[] lines = text.split("\n", -1);
        List<Line> tail = new ArrayList<>();
        for (int i = lines.length - 1; i >= (whole ? 0 : 1) && tail.size() < most; i--) {
            if (!lines[i].isBlank()) {
                tail.add(line(lines[i]));
            }
        }
        return List.copyOf(tail);
    }

    private static Line line(String text) {
        String at = "";
        String level = "";
        String logger = "";
        StringBuilder message = new StringBuilder();
        try (JsonParser json = JSON.createParser(text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue()) {
                    switch (String.valueOf(json.currentName())) {
                        case "timestamp", "at", "time" -> at = json.getText();
                        case "level" -> level = json.getText();
                        case "logger" -> logger = json.getText();
                        case "message" -> message.insert(0, json.getText());
                        case "exception", "stack" -> message.append('\n').append(json.getText());
                        default -> {
                            // Nothing a reader of the page needs.
                        }
                    }
                }
            }
            return new Line(at, level, logger, message.toString());
        } catch (IOException e) {
            // Torn by a power cut: shown as it is.
            return new Line("", "", "", text);
        }
    }
}
