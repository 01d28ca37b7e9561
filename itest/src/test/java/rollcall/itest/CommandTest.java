package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    @TempDir
    private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    /** Runs a command on the home to its end; returns what it printed. */
    private String command(int expected, String... arguments) throws Exception {
        return TerminalProcess.output(expected, home(), arguments);
    }

    private TerminalProcess run() throws Exception {
        return TerminalProcess.run(home(), "demo");
    }

    private HttpResponse<String> post(String name, String body) throws Exception {
        return new Door(home()).send(HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)), "/commands/" + name);
    }

    private void installWithCommands() throws Exception {
        run().close();
        CommandBundle.install(home(), folder);
    }

    @Test
    void a_home_without_an_installation_is_said_in_one_line() throws Exception {
        for (List<String> command :
                List.of(List.of("verify"), List.of("backup"), List.of("export"), List.of("forget", "S-1", "--yes"))) {
            assertThat(command(4, command.toArray(String[]::new)).lines())
                    .singleElement()
                    .asString()
                    .contains("nothing is installed in " + home())
                    .contains("./rollcall run");
        }
        assertThat(home()).doesNotExist();
    }

    @Test
    void bad_arguments_are_said_in_one_line() throws Exception {
        assertThat(command(2, "forget", "S-1").lines())
                .singleElement()
                .asString()
                .contains("--yes");
        assertThat(command(2, "export", "--from", "tomorrow").lines())
                .singleElement()
                .asString()
                .contains("--from tomorrow")
                .contains("2026-11-24");
        assertThat(command(2, "export", "--from", "2026-11-25", "--to", "2026-11-24"))
                .contains("is after");
        assertThat(command(2, "export", "--format", "xml")).contains("csv and json");
        assertThat(command(2, "sign-codes")).contains("nothing to sign");
        assertThat(command(2, "import-legacy", folder.resolve("nowhere").toString()))
                .contains("does not exist");
        assertThat(command(2, "restore", folder.resolve("nowhere").toString())).contains("is not a file");
    }

    @Test
    void what_nobody_offers_is_said_with_what_there_is() throws Exception {
        try (TerminalProcess terminal = run()) {
            HttpResponse<String> unknown = post("never", "[]");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body())
                    .contains(
                            "no bundle offers the command never; there are account, alert, audit, backup, camera, export, forget, import-legacy, metrics, sign-codes, sync, token, verify");
            assertThat(post("a)(b", "[]").statusCode()).isEqualTo(404);
            assertThat(post("never", "{}").statusCode()).isEqualTo(400);
            assertThat(post("never", "[1]").body()).contains("element 1 is not a string");
            assertThat(post("never", "[\"" + "x".repeat(1 << 17) + "\"]").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void commands_run_in_the_running_terminal() throws Exception {
        installWithCommands();
        try (TerminalProcess terminal = run()) {
            assertThat(post("never", "[]").body()).contains(CommandBundle.names());
            assertThat(post("verify", "[]").body())
                    .isEqualTo("{\"out\":\"verify [] maintenance=null\"}\n{\"exit\":0}\n");
            assertThat(command(0, "verify")).isEqualTo("verify [] maintenance=null");
            assertThat(command(7, "export", "--from", "2026-11-24", "--to", "2026-11-25", "--format", "json"))
                    .contains("2026-11-24,Zo\u00eb")
                    .contains("rollcall: one photo is missing");
            assertThat(command(0, "forget", "S-1", "--yes")).isEmpty();
            assertThat(command(1, "import-legacy", folder.toString())).contains("needs the terminal stopped");

            Path file = folder.resolve("out.csv");
            assertThat(command(0, "export", "--from", "2026-11-24", "--output", file.toString()))
                    .contains("wrote 2 lines to " + file);
            assertThat(file).hasContent("day,name\n2026-11-24,Zo\u00eb\n");
            command(7, "export", "--from", "2026-11-24", "--format", "json", "--output", folder + "/no.json");
            assertThat(folder.resolve("no.json")).doesNotExist();
            assertThat(terminal.output()).doesNotContain("S-1");
        }
    }

    @Test
    void a_long_command_blocks_nobody_and_ends_without_its_client() throws Exception {
        installWithCommands();
        try (TerminalProcess terminal = run()) {
            TerminalProcess first = TerminalProcess.command("backup", "--home", home().toString());
            TerminalProcess second = TerminalProcess.command("backup", "--home", home().toString());
            first.awaitLine("begun");
            second.awaitLine("begun");
            assertThat(command(0, "status")).contains("running as process");
            assertThat(command(1, "verify")).contains("2 commands run already");
            first.kill();
            second.kill();
            assertThat(home().resolve("done")).doesNotExist();
            // Its output has to be noticed as unwanted before the work goes on.
            Files.createFile(home().resolve("go"));
            terminal.await("the end of the work", Duration.ofSeconds(20), () -> Files.exists(home().resolve("done")));
            terminal.awaitLine("command backup ended with 0; who asked for it had gone");
            // Both, or the slower one makes the file that the next one wants to make.
            terminal.await(
                    "the end of both",
                    Duration.ofSeconds(20),
                    () -> terminal.lines().stream()
                                    .filter(line -> line.contains("command backup ended with"))
                                    .count()
                            == 2);
            Files.delete(home().resolve("done"));
            assertThat(command(0, "backup")).contains("begun").contains("ended");
        }
    }

    @Test
    void commands_run_without_the_terminal() throws Exception {
        installWithCommands();
        String output = command(0, "verify");
        assertThat(output)
                .contains("verify [] maintenance=true")
                .contains("WARNING test: a warning")
                .doesNotContain("an information")
                .doesNotContain("Rollcall is at")
                .doesNotContain("stopped");
        assertThat(output.lines()).hasSize(2);
        assertThat(Files.readString(home().resolve("data/logs/rollcall.0.jsonl")))
                .contains("an information");
        assertThat(command(7, "export", "--from", "2026-11-24", "--format", "json"))
                .contains("2026-11-24,Zo\u00eb");
        assertThat(command(1, "forget", "S-1", "--yes")).contains("forget needs the running terminal");
        assertThat(command(1, "sign-codes", "S-1")).contains("sign-codes needs the running terminal");
        assertThat(command(1, "import-legacy", folder.toString()))
                .contains("rollcall: import-legacy failed unexpectedly: on purpose");
        assertThat(home().resolve("data/attendance.db-wal")).doesNotExist();
        assertThat(Ledger.integrity(home())).isEqualTo("ok");
        run().close();
    }

    @Test
    void a_process_that_has_the_home_and_does_not_answer_is_said() throws Exception {
        installWithCommands();
        try (TerminalProcess backup = TerminalProcess.command("backup", "--home", home().toString())) {
            backup.awaitLine("begun");
            assertThat(command(3, "verify").lines())
                    .singleElement()
                    .asString()
                    .contains("process " + backup.pid())
                    .contains("does not answer");
            assertThat(command(3, "restore", folder.resolve("commands.jar").toString()))
                    .contains("already running");
            Files.createFile(home().resolve("go"));
            assertThat(backup.exitCode()).isZero();
        }
    }

    @Test
    void a_stale_door_does_not_hide_that_the_terminal_is_gone() throws Exception {
        installWithCommands();
        TerminalProcess terminal = run();
        terminal.kill();
        assertThat(home().resolve("run/door.json")).exists();
        assertThat(command(0, "verify")).contains("maintenance=true");
    }

    private Path backup(String database) throws Exception {
        Path file = folder.resolve("backup.zip");
        String entry = "{\"path\":\"data/attendance.db\",\"bytes\":0,\"sha256\":\"" + SourceBundle.sha256("") + "\"}";
        String bad = "{\"path\":\"data/" + database + "\",\"bytes\":0,\"sha256\":\"" + SourceBundle.sha256("") + "\"}";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(("{\"format\":1,\"created\":\"2026-11-24T10:00:00Z\",\"device\":\"gate-1\",\"schema\":1,"
                            + "\"scans\":0,\"photos\":0,\"files\":[" + entry + "," + bad + "]}")
                    .getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("data/attendance.db"));
            zip.putNextEntry(new ZipEntry("data/" + database));
        }
        return file;
    }

    @Test
    void a_backup_is_restored_and_verified() throws Exception {
        Path good = backup("good");
        assertThat(command(0, "restore", good.toString()))
                .contains("restored " + good)
                .contains("nothing is installed here yet");
        Files.delete(home().resolve("data/attendance.db"));
        installWithCommands();

        assertThat(command(1, "restore", good.toString()))
                .contains("has data already")
                .contains("--replace");
        assertThat(command(0, "restore", good.toString(), "--replace"))
                .contains("restored " + good)
                .contains("the old data are in " + home() + "/data.before-restore-")
                .contains("verify [] maintenance=true");
        assertThat(home().resolve("data/restored"))
                .as("the store has taken note")
                .doesNotExist();
        assertThat(Ledger.column(home(), "SELECT details FROM audit WHERE action = 'backup.restored'"))
                .singleElement()
                .asString()
                .matches("[0-9-]{10}T[0-9:.]+Z " + SourceBundle.sha256(Files.readAllBytes(good)));
        assertThat(home().resolve("data/logs/rollcall.0.jsonl")).exists();
        run().close();
    }

    @Test
    void a_restore_that_does_not_pass_verify_says_the_way_back() throws Exception {
        installWithCommands();
        assertThat(command(1, "restore", backup("bad").toString(), "--replace"))
                .contains("do not pass verify (exit code 1)")
                .contains("the way back: mv " + home() + "/data " + home() + "/data.failed && mv " + home()
                        + "/data.before-restore-");
    }

    @Test
    void commands_need_the_token() throws Exception {
        installWithCommands();
        try (TerminalProcess terminal = run()) {
            HttpRequest request = HttpRequest.newBuilder(new Door(home()).uri("/commands/verify"))
                    .POST(BodyPublishers.ofString("[]"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void the_lock_of_a_foreign_process_is_respected() throws Exception {
        installWithCommands();
        try (FileChannel lock = FileChannel.open(home().resolve("run/lock"), StandardOpenOption.WRITE)) {
            assertThat(lock.tryLock()).isNotNull();
            assertThat(command(3, "verify")).contains("does not answer");
        }
    }
}
