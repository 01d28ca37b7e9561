package rollcall.alerts.screen;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.alert.Alert;
import rollcall.alert.AlertChannel;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/**
 * The terminal's own screen as a channel. What stands is shown by {@link Screen} without it; of what it is given only a trial is
 * kept, for a minute.
 */
@Component(service = {AlertChannel.class, ScreenChannel.class})
public final class ScreenChannel implements AlertChannel {
    private static final long TRIAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private volatile Optional<Trial> trial = Optional.empty();

    private record Trial(Alert alert, long begun) {}

    @Activate
    public ScreenChannel() {
        this(System::nanoTime);
    }

    ScreenChannel(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public String name() {
        return "screen";
    }

    @Override
    public Severity least() {
        return Severity.CRITICAL;
    }

    @Override
    public boolean isQuietAtNight() {
        return false;
    }

    @Override
    public int mostAnHour() {
        return 0;
    }

    @Override
    public Grouping grouping() {
        return Grouping.LIST;
    }

    @Override
    public Delivery deliver(Notice notice) {
        if (notice.kind() == Notice.Kind.TEST) {
            trial = Optional.of(new Trial(notice.alert(), nanoTime.getAsLong()));
        }
        return Delivery.delivered("on the screen");
    }

    /** The trial of the last minute. */
    Optional<Alert> trial() {
        return trial.filter(one -> nanoTime.getAsLong() - one.begun() < TRIAL_NANOS)
                .map(Trial::alert);
    }
}
