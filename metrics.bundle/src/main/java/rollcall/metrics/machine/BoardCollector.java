package rollcall.metrics.machine;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Temperature and power of the board, from files of the kernel; what a machine does not have is left out. */
@Component(service = Collector.class)
public final class BoardCollector extends Collector {
    private static final double MILLI = 1e3;
    private static final int HEX = 16;

    /** Bits of the Raspberry Pi's firmware. */
    private static final int LOW_VOLTAGE = 1;

    private static final int THROTTLED = 1 << 2;
    private static final int WAS_LOW_VOLTAGE = 1 << 16;

    private final Path sys;

    @Activate
    public BoardCollector() {
        this(Path.of("/sys"));
    }

    BoardCollector(Path sys) {
        this.sys = sys;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples> families = new ArrayList<>();
        families.add(temperatures());
        firmware()
                .ifPresentOrElse(
                        bits -> families.addAll(power(bits)),
                        () -> sensor().ifPresent(low -> families.add(lowVoltage(low))));
        families.removeIf(family -> family.samples.isEmpty());
        return families;
    }

    /** Whether the power supply is too weak now; empty where nothing tells. */
    Optional<Boolean> isVoltageLow() {
        return firmware().map(bits -> (bits & LOW_VOLTAGE) != 0).or(this::sensor);
    }

    private MetricFamilySamples temperatures() {
        GaugeMetricFamily family = new GaugeMetricFamily(
                "attendance_temperature_celsius", "Temperature of a part of the board.", List.of("zone"));
        for (Path zone : entries(sys.resolve("class/thermal"), "thermal_zone*")) {
            number(zone.resolve("temp"), 10)
                    .ifPresent(value -> family.addMetric(
                            List.of(zone.getFileName().toString().replace("thermal_zone", "")), value / MILLI));
        }
        return family;
    }

    private Optional<Integer> firmware() {
        return number(sys.resolve("devices/platform/soc/soc:firmware/get_throttled"), HEX);
    }

    private static List<MetricFamilySamples> power(int bits) {
        return List.of(
                lowVoltage((bits & LOW_VOLTAGE) != 0),
                new GaugeMetricFamily(
                        "attendance_undervoltage_since_boot",
                        "1 if the power supply was too weak at any time since the start of the machine.",
                        (bits & WAS_LOW_VOLTAGE) == 0 ? 0 : 1),
                new GaugeMetricFamily(
                        "attendance_throttled",
                        "1 while the processor is slowed down to save power or heat.",
                        (bits & THROTTLED) == 0 ? 0 : 1));
    }

    private static MetricFamilySamples lowVoltage(boolean low) {
        return new GaugeMetricFamily("attendance_undervoltage", "1 while the power supply is too weak.", low ? 1 : 0);
    }

    /** What newer kernels have instead. */
    private Optional<Boolean> sensor() {
        for (Path sensor : entries(sys.resolve("class/hwmon"), "hwmon*")) {
            if (text(sensor.resolve("name")).orElse("").equals("rpi_volt")) {
                return number(sensor.resolve("in0_lcrit_alarm"), 10).map(value -> value != 0);
            }
        }
        return Optional.empty();
    }

    private static List<Path> entries(Path folder, String names) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, names)) {
            List<Path> entries = new ArrayList<>();
            found.forEach(entries::add);
            return entries.stream().sorted().toList();
        } catch (IOException e) {
            return List.of(); // This machine has none.
        }
    }

    private static Optional<Integer> number(Path file, int radix) {
        try {
            return text(file).map(value -> Integer.valueOf(value.replaceFirst("^0x", ""), radix));
        } catch (NumberFormatException e) {
            return Optional.empty(); // A sensor that is asleep says so in words.
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty(); // This machine has none, or a sensor that is asleep.
        }
    }
}
