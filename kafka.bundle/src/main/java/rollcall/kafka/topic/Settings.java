package rollcall.kafka.topic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where to and how.
 *
 * @param servers brokers, host:port each
 * @param topic the topic
 * @param patience in which a batch has to be acknowledged
 * @param access properties of the client that say who this terminal is and whom it trusts
 */
record Settings(List<String> servers, String topic, Duration patience, Map<String, Object> access) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> MECHANISMS = Set.of("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN");
    private static final long LONGEST = 65_536;

    Settings {
        servers = List.copyOf(servers);
        access = Map.copyOf(access);
    }

    /** Checks section {@code kafka}; a complaint is one line that names the key and repeats no secret. */
    static Settings of(KafkaConfig config, Path home) throws IOException {
        List<String> servers = Arrays.stream(config.servers().split(",", -1))
                .map(String::strip)
                .toList();
        for (String server : servers) {
            if (!server.matches("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:[0-9]{1,5})")) {
                throw new IllegalArgumentException("kafka.servers = " + config.servers()
                        + ": allowed is host:port, and commas between several, such as kafka-1.example:9093");
            }
        }
        if (!config.topic().matches("[A-Za-z0-9._-]{1,249}")) {
            throw new IllegalArgumentException("kafka.topic = " + config.topic()
                    + ": 1 to 249 letters, digits, dots, underscores and dashes are allowed");
        }
        boolean local = servers.stream().allMatch(server -> LOOPBACK.contains(server.replaceAll(":[0-9]+$", "")));
        return new Settings(
                servers, config.topic(), Duration.ofSeconds(config.patienceSeconds()), access(config, home, local));
    }

    /** TLS with a verified name to every machine but this one. */
    private static Map<String, Object> access(KafkaConfig config, Path home, boolean local) throws IOException {
        Map<String, Object> access = new HashMap<>();
        String password = secret(home, "kafka.password");
        String certificate = secret(home, "kafka.pem");
        boolean plain = local && config.caFile().isBlank();
        access.put("security.protocol", (config.user().isEmpty() ? "" : "SASL_") + (plain ? "PLAINTEXT" : "SSL"));
        if (!config.caFile().isBlank()) {
            access.put("ssl.truststore.type", "PEM");
            access.put("ssl.truststore.location", home.resolve(config.caFile()).toString());
        }
        if (!certificate.isEmpty()) {
            access.put("ssl.keystore.type", "PEM");
            access.put(
                    "ssl.keystore.location", home.resolve("secrets/kafka.pem").toString());
        }
        if (!config.user().isEmpty()) {
            access.put("sasl.mechanism", mechanism(config.mechanism()));
            access.put("sasl.jaas.config", module(config.mechanism(), config.user(), password));
        } else if (!local && certificate.isEmpty()) {
            throw new IllegalArgumentException(
                    "kafka.user is empty and there is no secrets/kafka.pem; one of them has to"
                            + " tell the brokers who this terminal is");
        }
        return access;
    }

    private static String mechanism(String name) {
        if (!MECHANISMS.contains(name)) {
            throw new IllegalArgumentException(
                    "kafka.mechanism = " + name + ": allowed are SCRAM-SHA-512, SCRAM-SHA-256, PLAIN");
        }
        return name;
    }

    private static String module(String mechanism, String user, String password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException(
                    "the password of kafka.user is missing; write it into secrets/kafka.password");
        }
        if (!(user + password).matches("[\\x20-\\x7e]*")) {
            throw new IllegalArgumentException(
                    "kafka.user or secrets/kafka.password holds line breaks or letters beyond ASCII");
        }
        String name = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        return "org.apache.kafka.common.security." + name + " required username=" + quoted(user) + " password="
                + quoted(password) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String secret(Path home, String name) throws IOException {
        Path file = home.resolve("secrets").resolve(name);
        if (!Files.exists(file)) {
            return "";
        }
        if (Files.size(file) > LONGEST) {
            throw new IOException("secrets/" + name + " has more than " + LONGEST + " bytes");
        }
        return Files.readString(file).strip();
    }

    /** Everything the client is told. */
    Map<String, Object> properties() {
        int millis = (int) patience.toMillis();
        Map<String, Object> all = new HashMap<>(access);
        all.put("bootstrap.servers", String.join(",", servers));
        all.put("client.id", "rollcall");
        // A record counts when every replica in sync has it, and none is appended twice within one session.
        all.put("acks", "all");
        all.put("enable.idempotence", true);
        all.put("compression.type", "gzip");
        all.put("delivery.timeout.ms", millis);
        all.put("request.timeout.ms", millis / 2);
        all.put("max.block.ms", millis);
        // A batch of a thousand scans has some 400 KB; the client's own 32 MB are a third of this terminal's heap.
        all.put("buffer.memory", 4L << 20);
        all.put("batch.size", 64 << 10);
        all.put("linger.ms", 5);
        all.put("reconnect.backoff.max.ms", 10_000);
        all.put("auto.include.jmx.reporter", false);
        all.put("enable.metrics.push", false);
        return all;
    }

    @Override
    public String toString() {
        return "topic " + topic + " at " + String.join(",", servers);
    }
}
