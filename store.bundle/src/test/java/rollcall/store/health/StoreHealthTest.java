package rollcall.store.health;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.store.sqlite.OpenStore.NOON;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.store.backup.BackupFolder;
import rollcall.store.disk.DiskFigures;
import rollcall.store.disk.DiskState;
import rollcall.store.sqlite.OpenStore;
import rollcall.store.sqlite.SqliteDeviceState;

class StoreHealthTest {
    @TempDir
    private Path home;

    private OpenStore store;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(home.resolve("data"));
        store = new OpenStore(home.resolve("data"));
        store.scan("S1");
        store.scan("S2");
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private StoreCollector collector() {
        return new StoreCollector(store.database, store.scans, store.ledger);
    }

    private Map<String, Double> figures() {
        return figures(collector());
    }

    private static Map<String, Double> figures(StoreCollector collector) {
        return collector.collect().stream()
                .flatMap((MetricFamilySamples family) -> family.samples.stream())
                .collect(Collectors.toMap(
                        sample -> sample.name + String.join(",", sample.labelValues), sample -> sample.value));
    }

    private Result backup(Duration age) {
        return new BackupCheck(new BackupFolder(home), 24, Clock.fixed(NOON.plus(age), ZoneOffset.UTC)).execute();
    }

    @Test
    void a_store_that_stores_is_ok_and_one_that_is_stopped_is_not() throws Exception {
        StoreCheck check = new StoreCheck(new SqliteDeviceState(store.database));
        assertThat(check.execute().getStatus()).isEqualTo(Status.OK);
        store.close();
        assertThat(check.execute().getStatus()).isEqualTo(Status.TEMPORARILY_UNAVAILABLE);
    }

    @Test
    void a_lost_scan_is_a_figure_and_a_critical_state_that_says_what_to_do() throws Exception {
        assertThat(new LedgerCheck(store.ledger).execute().getStatus()).isEqualTo(Status.OK);
        assertThat(figures())
                .containsEntry("attendance_records_unaccounted", 0.0)
                .containsEntry("attendance_outbox_pending", 2.0)
                .containsEntry("attendance_store_rows", 2.0);

        store.change("DELETE FROM outbox WHERE row = 1");
        store.change("DELETE FROM scan WHERE row = 1");
        store.ledger.audit(Clock.systemUTC());

        Result result = new LedgerCheck(store.ledger).execute();
        assertThat(result.getStatus()).isEqualTo(Status.CRITICAL);
        assertThat(result.toString()).contains("./rollcall verify");
        assertThat(figures()).containsEntry("attendance_records_unaccounted", 1.0);
    }

    @Test
    void scans_are_counted_by_what_became_of_them_and_go_on_where_the_last_store_stood() throws Exception {
        StoreCollector collector = collector();
        assertThat(figures(collector))
                .containsEntry("attendance_scans_totalsuccess,LOGIN", 2.0)
                .containsEntry("attendance_scans_totalsuccess,LOGOUT", 0.0)
                .containsEntry("attendance_scans_totalfailure,LOGIN", 0.0);
        store.scan("S1");
        store.scan("no code at all");
        assertThat(figures(collector))
                .containsEntry("attendance_scans_totalsuccess,LOGIN", 2.0)
                .containsEntry("attendance_scans_totalfailure,LOGIN", 1.0)
                .containsEntry("attendance_scans_totalfailure,none", 1.0)
                .isEqualTo(figures(collector()));

        store.change("DELETE FROM scan WHERE row > 2");
        assertThat(figures(collector))
                .containsEntry("attendance_scans_totalsuccess,LOGIN", 2.0)
                .containsEntry("attendance_scans_totalfailure,LOGIN", 0.0);
    }

    @Test
    void the_file_system_has_figures() throws Exception {
        Map<String, Double> room = DiskCollector.room(Files.getFileStore(home)).stream()
                .flatMap((MetricFamilySamples family) -> family.samples.stream())
                .collect(Collectors.toMap(sample -> sample.name, sample -> sample.value));
        assertThat(room.values()).hasSize(5).allMatch(bytes -> bytes > 0);
        assertThat(room.getOrDefault("system_disk_usage_bytes", 0.0)
                        + room.getOrDefault("attendance_filesystem_free_bytes", 0.0))
                .isEqualTo(room.get("attendance_filesystem_size_bytes"));
    }

    @Test
    void a_stopped_store_has_no_figures() throws Exception {
        store.close();
        assertThat(figures()).isEmpty();
    }

    private static DiskFigures disk(DiskState state, boolean reserve, long missing) {
        return new DiskFigures(state, 7_000_000, reserve, 5, missing, 2, 3, 4, 99);
    }

    @Test
    void little_room_is_said_with_what_to_do() {
        assertThat(DiskCheck.judge(disk(DiskState.OK, true, 0)).getStatus()).isEqualTo(Status.OK);
        assertThat(DiskCheck.judge(disk(DiskState.WARN, true, 0)).getStatus()).isEqualTo(Status.WARN);
        Result critical = DiskCheck.judge(disk(DiskState.CRITICAL, false, 0));
        assertThat(critical.getStatus()).isEqualTo(Status.CRITICAL);
        assertThat(critical.toString()).contains("7 MB are free, the reserve for scans is used up; make room now");
        assertThat(DiskCheck.judge(disk(DiskState.OK, true, 3)).toString()).contains("3 scans point at photos");
    }

    @Test
    void the_disk_has_figures() {
        assertThat(DiskCollector.families(disk(DiskState.CRITICAL, true, 1)).stream()
                        .flatMap((MetricFamilySamples family) -> family.samples.stream())
                        .collect(Collectors.toMap(sample -> sample.name, sample -> sample.value)))
                .containsEntry("photo_storage_bytes", 5.0)
                .containsEntry("attendance_disk_state", 2.0)
                .containsEntry("attendance_disk_written_today_bytes", 99.0)
                .containsEntry("attendance_scans_removed_total", 3.0);
    }

    @Test
    void the_age_of_the_newest_backup_is_judged() throws Exception {
        assertThat(backup(Duration.ZERO).getStatus()).isEqualTo(Status.WARN);
        Files.createDirectories(home.resolve("data/backups"));
        Files.createFile(new BackupFolder(home).path(NOON));
        assertThat(backup(Duration.ofHours(47)).getStatus()).isEqualTo(Status.OK);
        assertThat(backup(Duration.ofHours(50)).getStatus()).isEqualTo(Status.WARN);
        assertThat(new BackupCheck(new BackupFolder(home), 0, Clock.systemUTC())
                        .execute()
                        .getStatus())
                .isEqualTo(Status.OK);
    }
}
