package rollcall.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The claim of one process on a home, given back by the operating system however the process ends.
 *
 * <p>The file holds the process id for people to read; what counts is the lock on it.
 */
final class ProcessLock implements AutoCloseable {
    private final FileChannel channel;

    private ProcessLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, or says which process has it. */
    static ProcessLock take(Home home) throws LauncherException {
        Path file = home.lock();
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new LauncherException(
                        ExitCode.ALREADY_RUNNING,
                        "home " + home.root() + " is already running as process "
                                + Files.readString(file).strip()
                                + "; stop that one or choose another folder with --home");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new ProcessLock(channel);
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE, "home " + home.root() + " cannot be locked: " + Reason.of(e), e);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
