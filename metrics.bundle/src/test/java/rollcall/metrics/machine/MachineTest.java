package rollcall.metrics.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.alert.Alerts;

/** Figures of boards that have and lack sensors, of the process, and of the log. */
class MachineTest {
    @TempDir
    private Path sys;

    private void file(String path, String text) throws Exception {
        Path file = sys.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Map<String, Double> figures(Collector collector) {
        Map<String, Double> figures = new TreeMap<>();
        collector
                .collect()
                .forEach(family ->
                        family.samples.forEach(sample -> figures.put(sample.name + sample.labelValues, sample.value)));
        return figures;
    }

    @Test
    void a_pi_tells_temperature_and_power() throws Exception {
        file("class/thermal/thermal_zone0/temp", "48312\n");
        file("class/thermal/thermal_zone1/temp", "asleep\n");
        file("devices/platform/soc/soc:firmware/get_throttled", "50005\n");
        assertThat(figures(new BoardCollector(sys)))
                .isEqualTo(Map.of(
                        "attendance_temperature_celsius[0]", 48.312,
                        "attendance_undervoltage[]", 1.0,
                        "attendance_undervoltage_since_boot[]", 1.0,
                        "attendance_throttled[]", 1.0));
    }

    @Test
    void a_newer_kernel_tells_power_elsewhere() throws Exception {
        file("class/hwmon/hwmon0/name", "cpu_thermal\n");
        file("class/hwmon/hwmon1/name", "rpi_volt\n");
        file("class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
        assertThat(figures(new BoardCollector(sys))).isEqualTo(Map.of("attendance_undervoltage[]", 1.0));
    }

    @Test
    void a_weak_power_supply_is_an_alert_until_it_is_strong_again() throws Exception {
        List<String> said = new ArrayList<>();
        Alerts alerts = (Alerts) Proxy.newProxyInstance(
                Alerts.class.getClassLoader(), new Class<?>[] {Alerts.class}, (proxy, method, arguments) -> {
                    said.add(method.getName());
                    return null;
                });
        PowerWatch.step(alerts, new BoardCollector(sys));
        assertThat(said).isEmpty();
        file("devices/platform/soc/soc:firmware/get_throttled", "50005\n");
        PowerWatch.step(alerts, new BoardCollector(sys));
        file("devices/platform/soc/soc:firmware/get_throttled", "50000\n");
        PowerWatch.step(alerts, new BoardCollector(sys));
        assertThat(said).containsExactly("raise", "clear");
    }

    @Test
    void a_machine_without_sensors_tells_nothing() {
        assertThat(new BoardCollector(sys.resolve("none")).collect()).isEmpty();
    }

    @Test
    void the_process_is_told() {
        assertThat(figures(new JvmCollector()))
                .containsKey("process_start_time_seconds[]")
                .containsKey("process_resident_memory_bytes[]")
                .containsKey("jvm_memory_bytes_used[heap]");
    }

    @Test
    void errors_are_counted_by_who_logged_them_until_the_bundle_stops() {
        ErrorCollector errors = new ErrorCollector();
        Logger store = Logger.getLogger("rollcall.store");
        Logger strange = Logger.getLogger("rollcall.Ana Cruz");
        store.log(Level.SEVERE, "broken");
        store.log(Level.WARNING, "odd");
        store.log(Level.INFO, "fine");
        strange.log(Level.WARNING, "odd");
        errors.close();
        store.log(Level.WARNING, "too late");
        assertThat(figures(errors))
                .containsEntry("system_errors_total[store, error]", 1.0)
                .containsEntry("system_errors_total[store, warning]", 1.0)
                .containsEntry("system_errors_total[other, warning]", 1.0)
                .containsEntry("system_errors_total[sync, error]", 0.0)
                .doesNotContainKey("system_errors_total[Ana Cruz, warning]");
    }
}
