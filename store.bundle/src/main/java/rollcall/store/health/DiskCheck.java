package rollcall.store.health;

import java.io.IOException;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.store.disk.DiskFigures;
import rollcall.store.disk.Housekeeping;

/** Whether there is room for scans and photos. */
@Component(
        service = HealthCheck.class,
        property = {
            "hc.name=disk",
            "hc.tags=hardware",
            "hc.tags=store",
            "rollcall.do=Make room on the disk, or shorten disk_monitor.photo_retention_days."
        })
public final class DiskCheck implements HealthCheck {
    private static final long MEGABYTE = 1_000_000;

    private final Housekeeping housekeeping;

    @Activate
    public DiskCheck(@Reference Housekeeping housekeeping) {
        this.housekeeping = housekeeping;
    }

    @Override
    public Result execute() {
        try {
            return judge(housekeeping.figures());
        } catch (IOException e) {
            return new Result(Result.Status.HEALTH_CHECK_ERROR, "the disk cannot be looked at: " + e.getMessage());
        }
    }

    static Result judge(DiskFigures figures) {
        String free = figures.freeBytes() / MEGABYTE + " MB are free";
        if (figures.photosMissing() > 0) {
            return new Result(
                    Result.Status.WARN,
                    figures.photosMissing() + " scans point at photos that are missing; run: ./rollcall verify");
        }
        return switch (figures.state()) {
            case OK -> new Result(Result.Status.OK, free);
            case WARN ->
                new Result(Result.Status.WARN, free + "; make room, or shorten disk_monitor.photo_retention_days");
            case CRITICAL ->
                new Result(
                        Result.Status.CRITICAL,
                        free + (figures.reserve() ? "" : ", the reserve for scans is used up") + "; make room now");
        };
    }
}
