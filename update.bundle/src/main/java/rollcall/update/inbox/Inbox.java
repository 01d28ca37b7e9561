package rollcall.update.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import rollcall.update.desk.UpdateDesk;

/**
 * Takes update files out of a folder: each, once it has stopped growing, is handed to the launcher and then moved to
 * {@code done/} or, with the reason beside it, to {@code refused/}. What has to wait its turn stays where it is.
 */
final class Inbox {
    private static final System.Logger LOG = System.getLogger("rollcall.update");
    private static final int REFUSED = 422;
    private static final int ASKED_WRONGLY = 400;

    private final Path folder;
    private final UpdateDesk desk;

    /** File to its size and time at the last look. */
    private final Map<Path, String> seen = new HashMap<>();

    Inbox(Path folder, UpdateDesk desk) {
        this.folder = folder;
        this.desk = desk;
    }

    /** Looks once. A file is taken when it is as it was at the look before. */
    void step() throws IOException {
        Files.createDirectories(folder);
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        seen.keySet().retainAll(files);
        for (Path file : files) {
            String state = Files.size(file) + " " + Files.getLastModifiedTime(file);
            if (state.equals(seen.put(file, state))) {
                take(file);
            }
        }
    }

    private void take(Path file) throws IOException {
        UpdateDesk.Answer answer;
        try (InputStream in = Files.newInputStream(file)) {
            answer = desk.push(in, "inbox", String.valueOf(file.getFileName()), false);
        }
        if (answer.status() == REFUSED && "BUSY".equals(answer.body().get("refusal"))) {
            return;
        }
        boolean refused = answer.status() == REFUSED || answer.status() == ASKED_WRONGLY;
        if (answer.status() != 200 && !refused) {
            LOG.log(System.Logger.Level.WARNING, "{0} stays in the inbox: {1}", file.getFileName(), answer.error());
            return;
        }
        Path target = Files.createDirectories(folder.resolve(refused ? "refused" : "done"));
        Path moved = target.resolve(file.getFileName());
        Files.move(file, moved, StandardCopyOption.REPLACE_EXISTING);
        if (refused) {
            Files.write(
                    moved.resolveSibling(moved.getFileName() + ".txt"),
                    (answer.error() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        LOG.log(
                System.Logger.Level.INFO,
                "{0} of the inbox {1}",
                file.getFileName(),
                refused ? "was refused: " + answer.error() : "was taken in");
    }
}
