package rollcall.kafka.topic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One node of Kafka in KRaft mode on free ports of this machine, in a process of its own. */
final class KafkaBroker implements AutoCloseable {
    private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qk";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final Path properties;
    private final int port;
    private Process process;

    KafkaBroker(Path folder) throws Exception {
        this.folder = folder;
        this.port = freePort();
        int controller = freePort();
        this.properties = Files.writeString(
                folder.resolve("server.properties"),
                String.join(
                        "\n",
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@127.0.0.1:" + controller,
                        "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
                        "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
                        "inter.broker.listener.name=PLAINTEXT",
                        "controller.listener.names=CONTROLLER",
                        "log.dirs=" + folder.resolve("log"),
                        "log.message.timestamp.type=LogAppendTime",
                        "offsets.topic.replication.factor=1",
                        "auto.create.topics.enable=true",
                        "num.partitions=3",
                        ""));
        Process format = java("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", properties.toString());
        if (!format.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || format.exitValue() != 0) {
            throw new IOException("format: " + Files.readString(folder.resolve("kafka.out")));
        }
        this.process = start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("kafka.out").toFile()))
                .start();
    }

    private Process start() throws IOException, InterruptedException {
        Process started = java("kafka.Kafka", properties.toString());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (System.nanoTime() > deadline || !started.isAlive()) {
                throw new IOException("Kafka did not start: " + Files.readString(folder.resolve("kafka.out")));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return started;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Ends it as a crash would, and starts it again. */
    void crash() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = start();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
