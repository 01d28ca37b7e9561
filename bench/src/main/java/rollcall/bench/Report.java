package rollcall.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Prints samples as one table for people and one line of JSON for programs. */
final class Report {
    private Report() {}

    static void print(List<Sample> samples, PrintStream out) throws IOException {
        out.println(machine());
        out.printf("%-44s %-4s %5s %9s %9s %9s %9s  %s%n", "", "unit", "n", "min", "median", "p95", "p99", "aim");
        for (Sample sample : samples) {
            out.printf(
                    Locale.ROOT,
                    "%-44s %-4s %5d %9.2f %9.2f %9.2f %9.2f  %s%n",
                    sample.name(),
                    sample.unit(),
                    sample.count(),
                    sample.quantile(0),
                    sample.quantile(0.5),
                    sample.quantile(0.95),
                    sample.quantile(0.99),
                    sample.aim());
        }
        out.println(json(samples));
    }

    private static String json(List<Sample> samples) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("machine", machine());
            json.writeStringField("at", Instant.now().toString());
            json.writeArrayFieldStart("figures");
            for (Sample sample : samples) {
                json.writeStartObject();
                json.writeStringField("name", sample.name());
                json.writeStringField("unit", sample.unit());
                json.writeNumberField("n", sample.count());
                json.writeNumberField("min", sample.quantile(0));
                json.writeNumberField("median", sample.quantile(0.5));
                json.writeNumberField("p95", sample.quantile(0.95));
                json.writeNumberField("p99", sample.quantile(0.99));
                json.writeStringField("aim", sample.aim());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static String machine() throws IOException {
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name") || line.startsWith("Model"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
        return Runtime.getRuntime().availableProcessors() + " cores " + System.getProperty("os.arch") + ", " + model
                + ", Java " + System.getProperty("java.version");
    }
}
