package rollcall.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import rollcall.launcher.home.DurableFile;
import rollcall.launcher.home.Home;

/**
 * Tells afterwards how a run of the terminal ended.
 *
 * <p>{@code run/running.json} is durable while it runs; at the end comes the receipt {@code data/system_state.json}, with
 * the predecessor's keys first, and then the former goes. What the next start finds tells the rest.
 */
final class RunRecord {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final Home home;
    private final String run = UUID.randomUUID().toString();
    private final Instant started;

    /** How the run before ended. */
    enum LastStop {
        /** There was none. */
        NONE("none"),
        CLEAN("clean"),
        /** Something was left behind; the receipt names it. */
        UNCLEAN("unclean"),
        POWER_CUT("power cut"),
        CRASH("crash"),
        KILLED("killed"),
        /** Code of a bundle called {@code System.exit}; the receipt names the class. */
        EXIT("ended by a bundle");

        private final String words;

        LastStop(String words) {
            this.words = words;
        }

        /** As people read it. */
        String words() {
            return words;
        }

        /** Whether the process ended by itself, or was ended, while the machine went on. */
        boolean isOfProcess() {
            return this == CRASH || this == KILLED || this == EXIT;
        }

        boolean isGood() {
            return this == NONE || this == CLEAN;
        }
    }

    private RunRecord(Home home, Instant started) {
        this.home = home;
        this.started = started;
    }

    /** Says how the run before ended. For the holder of the lock, before {@link #begin}. */
    static LastStop last(Home home) throws IOException {
        Map<String, String> receipt = read(receipt(home));
        if (!Files.exists(running(home))) {
            return receipt.isEmpty() ? LastStop.NONE : ended(receipt);
        }
        Map<String, String> before = read(running(home));
        if (before.containsKey("run") && before.get("run").equals(receipt.get("run"))) {
            return ended(receipt);
        }
        if (!boot().equals(before.getOrDefault("boot_id", ""))) {
            return LastStop.POWER_CUT;
        }
        Path trace = Path.of(before.getOrDefault("folder", "."), "hs_err_pid" + before.get("pid") + ".log");
        return Files.exists(trace) ? LastStop.CRASH : LastStop.KILLED;
    }

    private static LastStop ended(Map<String, String> receipt) {
        if (receipt.containsKey("exit_caller")) {
            return LastStop.EXIT;
        }
        return "true".equals(receipt.get("clean_shutdown")) ? LastStop.CLEAN : LastStop.UNCLEAN;
    }

    /** Notes that the terminal runs from now on. */
    static RunRecord begin(Home home, Instant now) throws IOException {
        RunRecord record = new RunRecord(home, now);
        Answer running = Answer.of(200, json -> {
            json.writeStringField("run", record.run);
            json.writeNumberField("pid", ProcessHandle.current().pid());
            json.writeStringField("boot_id", boot());
            json.writeStringField("folder", System.getProperty("user.dir"));
        });
        DurableFile.write(running(home), running.body());
        return record;
    }

    /**
     * Notes how it ended; the receipt is durable when this returns.
     *
     * @param exitCaller the class that ended the process, if it was neither a person nor the launcher
     */
    void end(OrderedStop.Outcome outcome, Optional<String> exitCaller, Instant now) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("shutdown_time", local(now));
            json.writeBooleanField(
                    "clean_shutdown",
                    outcome.storeStopped() && outcome.abandoned().isEmpty() && exitCaller.isEmpty());
            if (exitCaller.isPresent()) {
                json.writeStringField("exit_caller", exitCaller.get());
            }
            json.writeArrayFieldStart("components");
            for (OrderedStop.Step step : outcome.steps()) {
                json.writeString(step.bundle());
            }
            json.writeEndArray();
            json.writeStringField("startup_time", local(started));
            json.writeStringField("run", run);
            json.writeStringField("boot_id", boot());
            json.writeNumberField("took_ms", outcome.took().toMillis());
            json.writeBooleanField("store_closed", outcome.storeStopped());
            json.writeBooleanField("framework_stopped", outcome.frameworkStopped());
            json.writeObjectFieldStart("phases");
            for (OrderedStop.Step step : outcome.steps()) {
                json.writeNumberField(step.bundle(), step.millis());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("abandoned");
            for (OrderedStop.Step step : outcome.abandoned()) {
                json.writeArrayFieldStart(step.bundle());
                for (String frame : step.stack()) {
                    json.writeString(frame);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        DurableFile.write(receipt(home), out.toByteArray());
        Files.deleteIfExists(running(home));
    }

    private static String local(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS)
                .atZone(ZoneId.systemDefault())
                .toLocalDateTime()
                .toString();
    }

    private static Path running(Home home) {
        return home.run().resolve("running.json");
    }

    private static Path receipt(Home home) {
        return home.data().resolve("system_state.json");
    }

    /** Changes with each start of the machine; empty where the system does not tell. */
    private static String boot() throws IOException {
        return Files.isReadable(BOOT) ? Files.readString(BOOT).strip() : "";
    }

    /** The plain values of the outermost object; none if the file is missing or torn. */
    private static Map<String, String> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return DoorClient.Reply.parse(Files.readAllBytes(file)).values();
        } catch (JsonProcessingException e) {
            // Somebody wrote into it: nothing it says counts.
            return Map.of();
        }
    }
}
