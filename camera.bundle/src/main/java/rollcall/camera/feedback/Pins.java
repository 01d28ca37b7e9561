package rollcall.camera.feedback;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The way to the pins of this machine, if there is one. */
@Component(service = Pins.class)
public final class Pins {
    private static final System.Logger LOG = System.getLogger("rollcall.camera");

    private final Optional<Gpio> gpio;

    /** Looks for a way. */
    @Activate
    public Pins() {
        this(SysfsGpio.ofMachine(), "gpioset");
    }

    Pins(SysfsGpio sysfs, String gpioset) {
        this.gpio =
                sysfs.isThere() ? Optional.of(sysfs) : GpiosetGpio.with(gpioset).map(found -> found);
        LOG.log(
                System.Logger.Level.DEBUG,
                gpio.map(way -> "lights and buzzer through " + way.getClass().getSimpleName())
                        .orElse(
                                "no lights and no buzzer: this machine has no pins, or its user is not in the group gpio"));
    }

    Optional<Gpio> gpio() {
        return gpio;
    }
}
