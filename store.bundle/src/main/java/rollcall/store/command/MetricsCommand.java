package rollcall.store.command;

import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.FigureHistory;
import rollcall.store.StoreException;
import rollcall.store.history.OpenMetricsExport;

/** {@code metrics export}: the figures of the last days as OpenMetrics with times, also of a terminal that does not start. */
@Component(service = BiFunction.class, property = "rollcall.command=metrics")
public final class MetricsCommand implements StoreCommand {
    private final FigureHistory history;

    @Activate
    public MetricsCommand(@Reference FigureHistory history) {
        this.history = history;
    }

    @Override
    public int run(List<String> arguments, Consumer<String> out) throws StoreException {
        if (!arguments.equals(List.of("export"))) {
            throw new IllegalArgumentException("unknown: metrics " + String.join(" ", arguments)
                    + "; there is: metrics export --openmetrics FILE");
        }
        long samples = new OpenMetricsExport(history).write(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE), out);
        if (samples == 0) {
            out.accept("! no figures are kept yet; the first come a minute after the start");
            return FAILED;
        }
        return DONE;
    }
}
