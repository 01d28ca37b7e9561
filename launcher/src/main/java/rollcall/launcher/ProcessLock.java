package rollcall.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;

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
        return tryTake(home)
                .orElseThrow(() -> new LauncherException(
                        ExitCode.ALREADY_RUNNING,
                        "home " + home.root() + " is already running as process " + holder(home)
                                + "; stop that one or choose another folder with --home"));
    }

    /** Takes the lock, or returns nothing if a process has it. */
    static Optional<ProcessLock> tryTake(Home home) throws LauncherException {
        try {
            FileChannel channel = FileChannel.open(
                    home.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(new ProcessLock(channel));
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE, "home " + home.root() + " cannot be locked: " + Reason.of(e), e);
        }
    }

    /** The id of the process that has the lock, for people. */
    static String holder(Home home) {
        try {
            return Files.readString(home.lock()).strip();
        } catch (IOException e) {
            return "(unknown: " + Reason.of(e) + ")";
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
