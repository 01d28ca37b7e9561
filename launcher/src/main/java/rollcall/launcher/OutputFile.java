package rollcall.launcher;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rollcall.launcher.home.DurableFile;

/**
 * A file that a command's output goes to, beside its place until it is whole; errors and progress go on to the display.
 *
 * <p>A failed write is kept and thrown by {@link #commit}: the command itself is not disturbed in its work.
 */
final class OutputFile implements Consumer<OutputLine>, AutoCloseable {
    private final Path target;
    private final Path temporary;
    private final BufferedWriter writer;
    private final Consumer<OutputLine> others;
    private @Nullable IOException failure;
    private long lines;

    private OutputFile(Path target, Path temporary, BufferedWriter writer, Consumer<OutputLine> others) {
        this.target = target;
        this.temporary = temporary;
        this.writer = writer;
        this.others = others;
    }

    static OutputFile open(Path target, Consumer<OutputLine> others) throws IOException {
        Path temporary = target.resolveSibling(target.getFileName() + ".new");
        return new OutputFile(target, temporary, Files.newBufferedWriter(temporary), others);
    }

    @Override
    public synchronized void accept(OutputLine line) {
        if (line.kind() != OutputLine.Kind.OUT) {
            others.accept(line);
        } else if (failure == null) {
            try {
                writer.write(line.text());
                writer.write('\n');
                lines++;
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    synchronized long lines() {
        return lines;
    }

    /** Makes the file durable under its name. */
    synchronized void commit() throws IOException {
        if (failure != null) {
            throw failure;
        }
        writer.close();
        DurableFile.sync(temporary);
        DurableFile.rename(temporary, target);
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            writer.close();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
