package rollcall.itest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Records what a program does to a folder, as the list of its real system calls with all their bytes.
 *
 * <p>{@code strace} watches it. A file system in user space or a device that loses writes would need C, root and
 * modules of the kernel, and would show one cut a run; a trace is recorded once, by any user, and can be cut at every
 * call as often as one likes.
 */
final class SyscallTrace {
    /** A question mark: not every kernel has it (arm64 knows the calls with "at" only). */
    private static final String CALLS = "trace=?open,openat,?creat,read,readv,write,writev,pwrite64,pwritev,?pwritev2,"
            + "lseek,close,?dup,?dup2,dup3,fcntl,mmap,truncate,ftruncate,fallocate,fsync,fdatasync,?sync_file_range,"
            + "?rename,renameat,renameat2,?unlink,unlinkat,?rmdir,?mkdir,mkdirat,?link,linkat,?symlink,symlinkat,"
            + "sendfile,splice,copy_file_range,clone,?clone3";

    /** Longer than any one write; what is cut all the same is noticed. */
    private static final int LONGEST_STRING = 4 << 20;

    private SyscallTrace() {}

    /**
     * Runs a command to its end.
     *
     * @param folder empty
     * @param log the trace, kept for whoever looks into a failure
     */
    static List<DiskOperation> of(Path folder, List<String> command, Path log)
            throws IOException, InterruptedException {
        List<String> traced = new ArrayList<>(List.of("strace", "-f", "--seccomp-bpf", "-qq", "-xx"));
        // What is read is of no interest, only how far.
        traced.addAll(List.of("-s", "" + LONGEST_STRING, "-e", CALLS, "-e", "raw=read,readv", "-o", log.toString()));
        traced.addAll(command);
        Path output = Path.of(log + ".output");
        Process process = new ProcessBuilder(traced)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("does not end: " + command);
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(
                    "exit " + process.exitValue() + " of " + command + ":\n" + Files.readString(output));
        }
        return TraceLines.operations(folder.toRealPath(), Files.readAllLines(log, StandardCharsets.US_ASCII));
    }

    /** The command that runs a main class of the tests in a small JVM. */
    static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
