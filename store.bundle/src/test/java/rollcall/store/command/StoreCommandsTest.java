package rollcall.store.command;

import static org.assertj.core.api.Assertions.assertThat;
import static rollcall.store.sqlite.OpenStore.NOON;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.scan.Photo;
import rollcall.scan.Scan;
import rollcall.scan.Student;
import rollcall.store.AuditTrail;
import rollcall.store.RosterLine;
import rollcall.store.backup.Backup;
import rollcall.store.backup.BackupFolder;
import rollcall.store.sqlite.OpenStore;
import rollcall.store.sqlite.RosterTable;
import rollcall.store.sqlite.SqliteAuditTrail;

class StoreCommandsTest {
    private static final Photo PHOTO = new Photo(new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2, 3});

    @TempDir
    private Path home;

    private final List<String> lines = new ArrayList<>();
    private OpenStore store;
    private Scan ana;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(home.resolve("data"));
        Files.createDirectories(home.resolve("etc"));
        store = new OpenStore(home.resolve("data"));
        store.database.write(session -> {
            RosterTable.replace(
                    session,
                    List.of(
                            new RosterLine(new Student("S1", "Cruz, Ana", "7-A"), "+639171234567", false),
                            RosterLine.of(new Student("S2", "Ben", ""))));
            return session;
        });
        ana = store.scans.record(OpenStore.capture("S1", NOON, PHOTO)).scan();
        store.scan("S1", NOON.plusSeconds(5));
        store.scan("=1+1");
        store.scan("S2", NOON.plus(Duration.ofDays(1)));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private int run(StoreCommand command, String... arguments) {
        lines.clear();
        return command.apply(List.of(arguments), lines::add);
    }

    private StoreCommand verify() {
        return new VerifyCommand(
                home.resolve("data/photos"), store.database, store.ledger, new SqliteAuditTrail(store.database));
    }

    private StoreCommand export() {
        return new ExportCommand(store.database, ZoneId.of("Asia/Manila"));
    }

    private StoreCommand forget() {
        return new ForgetCommand(home, store.database, "here", Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private Path photo() {
        return home.resolve("data/photos")
                .resolve(ana.evidence().photo().orElseThrow().path());
    }

    @Test
    void verify_finds_everything_there() {
        assertThat(run(verify())).as(lines.toString()).isZero();
        assertThat(lines).last().isEqualTo("4 scans on 2 days, 1 photos: everything is there");
    }

    @Test
    void verify_names_what_is_not_there() throws Exception {
        Files.delete(photo());
        store.change("DELETE FROM outbox WHERE row = 4");
        store.change("DELETE FROM scan WHERE row = 2");

        assertThat(run(verify())).isEqualTo(1);
        assertThat(String.join("\n", lines))
                .contains("! scans 2 to 2 of here, epoch 1, are missing")
                .contains("! 2026-11-25: 1 accepted, 1 stored, 0 pending")
                .contains("! photo " + ana.evidence().photo().orElseThrow().path() + " of row 1 is missing")
                .contains("3 problems");
    }

    @Test
    void verify_sees_a_cut_photo_and_a_changed_audit_trail() throws Exception {
        Files.write(photo(), new byte[] {1});
        new SqliteAuditTrail(store.database).append("admin", "config.changed", "store", "cooldown");
        store.change("UPDATE audit SET actor = 'nobody'");

        assertThat(run(verify())).isEqualTo(1);
        assertThat(String.join("\n", lines)).contains("has 1 bytes, not 5").contains("audit trail: entry 1");
    }

    @Test
    void export_writes_the_days_asked_for_in_the_zone_of_the_school() throws Exception {
        assertThat(run(export(), "2026-11-24", "2026-11-24", "csv")).isZero();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1))
                .startsWith("1," + ana.id()
                        + ",here,1,1,2026-11-24T20:00:00.123+08:00,HOLDOVER,S1,\"Cruz,"
                        + " Ana\",7-A,PRESENT,LOGIN,,,2026/11/24/");
        assertThat(lines.get(2)).contains(",DUPLICATE,LOGIN,");
        assertThat(lines.get(3)).as("no formula").contains(",'=1+1,").contains(",REJECTED,,,MALFORMED_CODE,");
    }

    @Test
    void export_as_json_is_one_array() throws Exception {
        assertThat(run(export(), "2026-11-24", "2026-11-30", "json")).isZero();
        int objects = 0;
        try (JsonParser json = new JsonFactory().createParser(String.join("\n", lines))) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                objects += token.isStructStart() ? 1 : 0;
            }
        }
        assertThat(objects).isEqualTo(1 + 4);
        assertThat(run(export(), "2020-01-01", "2020-01-02", "json")).isZero();
        assertThat(lines).containsExactly("[", "]");
    }

    @Test
    void export_refuses_nonsense_in_one_line() {
        assertThat(run(export(), "yesterday", "2026-11-24", "csv")).isEqualTo(1);
        assertThat(lines).containsExactly("! --from yesterday: a day such as 2026-11-25 is expected");
        assertThat(run(export(), "2026-11-25", "2026-11-24", "csv")).isEqualTo(1);
        assertThat(lines).containsExactly("! --to 2026-11-24 lies before --from 2026-11-25");
        assertThat(run(export(), "2026-11-24", "2026-11-24", "pdf")).isEqualTo(1);
        assertThat(lines).containsExactly("! --format pdf: there are csv and json");
    }

    @Test
    void a_forgotten_student_is_nowhere_and_the_account_still_holds() throws Exception {
        Files.writeString(home.resolve("etc/roster.csv"), "code,name,section\nS1,\"Cruz, Ana\",7-A\nS2,Ben,\n");
        BackupFolder backups = new BackupFolder(home);
        new Backup(home, "here", Clock.systemUTC()).make(backups.path(NOON.minusSeconds(60)), true, line -> {});
        Path photo = photo();

        assertThat(run(forget(), "S1")).as(lines.toString()).isZero();

        assertThat(lines.get(0)).startsWith("2 scans pseudonymised, 1 photos and one roster line removed");
        assertThat(photo).doesNotExist();
        assertThat(Files.readString(home.resolve("etc/roster.csv")))
                .doesNotContain("S1", "Ana")
                .contains("S2");
        assertThat(store.number("SELECT count(*) FROM scan WHERE code = 'S1' OR name <> '' AND code <> 'S2'"))
                .isZero();
        assertThat(store.number("SELECT count(*) FROM scan WHERE code LIKE 'forgotten-%'"))
                .isEqualTo(2);
        assertThat(store.number("SELECT count(*) FROM student WHERE code = 'S1'"))
                .isZero();
        assertThat(new SqliteAuditTrail(store.database).recent(1))
                .extracting(AuditTrail.Entry::action)
                .containsExactly("student.forgotten");
        assertThat(backups.list()).containsExactly(backups.path(NOON));
        assertThat(run(verify())).as(lines.toString()).isZero();
        store.close();
        for (String file :
                List.of("attendance.db", "backups/" + backups.path(NOON).getFileName())) {
            String bytes =
                    new String(Files.readAllBytes(home.resolve("data").resolve(file)), StandardCharsets.ISO_8859_1);
            assertThat(bytes).as(file).doesNotContain("Cruz, Ana", "9171234567");
        }
    }

    @Test
    void an_unknown_code_cannot_be_forgotten() {
        assertThat(run(forget(), "S77")).isEqualTo(1);
        assertThat(lines).containsExactly("! nothing is known of this code");
    }
}
