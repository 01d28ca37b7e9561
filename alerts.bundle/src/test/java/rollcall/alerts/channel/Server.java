package rollcall.alerts.channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A program that listens on a port of this machine, with what it says in a file. */
final class Server implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final Process process;
    private final Path log;

    private Server(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it and waits until somebody answers at the port. */
    static Server start(int port, Path log, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PYTHONUNBUFFERED", "1");
        Server server = new Server(builder.start(), log);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isListening(port)) {
            if (!server.process.isAlive() || System.nanoTime() > end) {
                throw new IOException(command[0] + " does not listen: " + server.said());
            }
            Thread.onSpinWait();
        }
        return server;
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    String said() throws IOException {
        return Files.readString(log);
    }

    /** What it said, once that holds a text. */
    String said(String part) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!said().contains(part)) {
            if (System.nanoTime() > end) {
                throw new IOException("never said " + part + ": " + said());
            }
            Thread.onSpinWait();
        }
        return said();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
