package rollcall.launcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import rollcall.launcher.home.DurableFile;

/**
 * What a stop leaves behind for people and for the predecessor's readers: {@code data/system_state.json}.
 *
 * @param run id of the run that ended
 * @param cause what asked for the stop, a word
 */
record Receipt(String run, String cause, Instant started, Instant ended, StopOutcome outcome) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Makes it durable; the folder is made if it is missing. */
    void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        DurableFile.write(file, json());
    }

    private byte[] json() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("shutdown_time", local(ended));
            json.writeBooleanField("clean_shutdown", outcome.isClean());
            if (outcome.exitCaller().isPresent()) {
                json.writeStringField("exit_caller", outcome.exitCaller().get());
            }
            json.writeArrayFieldStart("components");
            for (BoundedDeed.Result part : outcome.parts()) {
                json.writeString(part.name());
            }
            json.writeEndArray();
            json.writeStringField("startup_time", local(started));
            json.writeStringField("run", run);
            json.writeStringField("cause", cause);
            json.writeNumberField("took_ms", outcome.took().toMillis());
            json.writeBooleanField("hurried", outcome.hurried());
            json.writeBooleanField("store_closed", outcome.storeStopped());
            json.writeBooleanField("framework_stopped", outcome.frameworkStopped());
            json.writeObjectFieldStart("phases");
            for (Map.Entry<StopPhase, Long> phase : outcome.phases().entrySet()) {
                json.writeNumberField(phase.getKey().word(), phase.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("parts");
            for (BoundedDeed.Result part : outcome.parts()) {
                json.writeNumberField(part.name(), part.millis());
            }
            json.writeEndObject();
            for (Map.Entry<String, Long> figure : outcome.figures().entrySet()) {
                json.writeNumberField(figure.getKey(), figure.getValue());
            }
            json.writeObjectFieldStart("complaints");
            for (BoundedDeed.Result part : some(part -> !part.problem().isEmpty() && !part.isAbandoned())) {
                json.writeStringField(part.name(), part.problem());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("abandoned");
            for (BoundedDeed.Result part : some(BoundedDeed.Result::isAbandoned)) {
                json.writeArrayFieldStart(part.name());
                for (String frame : part.stack()) {
                    json.writeString(frame);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private List<BoundedDeed.Result> some(Predicate<BoundedDeed.Result> which) {
        return outcome.parts().stream().filter(which).toList();
    }

    private static String local(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS)
                .atZone(ZoneId.systemDefault())
                .toLocalDateTime()
                .toString();
    }
}
