package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Generation;
import rollcall.launcher.home.Generations;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;
import rollcall.launcher.update.Machinery;
import rollcall.launcher.update.Recovery;
import rollcall.launcher.update.UpdateDesk;
import rollcall.launcher.update.Updates;

/** {@code rollcall run}: makes or updates the installation and runs the terminal in the foreground. */
@Command(
        name = "run",
        description = "Start the terminal in the foreground; Ctrl-C stops it.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped",
            "1:failed",
            "2:wrong command line",
            "3:this home is already running",
            "4:no generation of this home is whole",
            "5:the home cannot be used",
            "6:the port is taken",
            "75:asks to be started again"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            description =
                    "Port of the page, 1 to 65535, or 0 for any free one (default: that of etc/config.json, 8080).")
    private @Nullable Integer port;

    @Option(
            names = "--camera",
            paramLabel = "SOURCE",
            description = {
                "Where frames come from (default: camera.source of etc/config.json):",
                "demo, dir:FOLDER[?loop], file:FILE, v4l2:N"
            })
    private @Nullable String camera;

    @Option(names = "--release", paramLabel = "DIR", hidden = true, description = "The build to install from.")
    private @Nullable Path releaseFolder;

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        Home home = homeOption.home();
        HomeFolders.prepare(home);
        try (ProcessLock lock = ProcessLock.take(home)) {
            RestoreSwitch.recover(home, RunCommand::say);
            HomeFolders.prepare(home);
            Logs.open(home);
            StopRoad road = new StopRoad(home, RunCommand::say);
            road.open();
            // The driver unpacks its native library; the default would be the machine's /tmp, often mounted noexec.
            System.setProperty("org.sqlite.tmpdir", home.run().toString());
            run(home, road);
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE, "home " + home.root() + " cannot be used: " + Reason.of(e), e);
        }
    }

    private void run(Home home, StopRoad road) throws LauncherException, IOException, InterruptedException {
        BundleStore store = new BundleStore(home);
        Generations generations = new Generations(home, store);
        LastRun last = LastRun.of(home);
        if (!last.end().isInOrder()) {
            say("the last stop was not in order: " + last.end().words());
        }
        StartCount count = StartCount.next(home, last.end());
        Machinery machinery = Machinery.of(home, store, generations, RunCommand::say);
        Recovery recovery = new Recovery(machinery, RunCommand::say);
        recovery.finishOrUndo(last.end().isOfProcess());
        if (count.goBack()) {
            recovery.undoLast("the terminal ended unasked " + count.count() + " times in a row");
        }
        Generation generation = chooseGeneration(home, store, generations);
        int pagePort = Port.choose(home, Optional.ofNullable(port));
        road.begin(last);
        int level = count.safeMode() ? SafeMode.level(count) : Terminal.TOP_LEVEL;
        Map<String, String> settings = settings(pagePort, last);
        if (count.safeMode()) {
            settings.put("rollcall.maintenance", "true");
        }
        Terminal terminal = Terminal.install(home, store, generation, settings);
        road.attach(terminal);
        terminal.raise(level);
        if (terminal.isAborted()) {
            road.finish();
            return;
        }
        Runnable restart = () -> road.exit(ExitCode.RESTART.number(), "restart");
        try (Updates updates = new Updates(machinery, terminal.framework(), terminal.gate(), generation, restart);
                AdminDoor door = AdminDoor.open(home, terminal, updates, road)) {
            if (count.safeMode()) {
                rescue(home, generations, generation, count, pagePort, last.end(), terminal, road);
                return;
            }
            count.resetWhenSteady();
            UpdateDesk.open(updates, terminal.framework());
            updates.resume();
            for (Bundle bundle : terminal.inactive()) {
                say("bundle " + bundle.getSymbolicName() + " did not start; the log says why");
            }
            say("Rollcall is at http://127.0.0.1:" + pagePort + "/  (generation " + generation.number()
                    + ", Ctrl-C stops it)");
            if (Files.isReadable(home.root().resolve("secrets/admin-password"))) {
                say("sign in as admin with the password in " + home.root().resolve("secrets/admin-password"));
            }
            terminal.awaitStop();
            road.finish();
        }
    }

    /** Serves the rescue page until the process is ended. */
    private static void rescue(
            Home home,
            Generations generations,
            Generation generation,
            StartCount count,
            int pagePort,
            LastRun.End last,
            Terminal terminal,
            StopRoad road)
            throws IOException, InterruptedException {
        SafeMode safe = new SafeMode(
                home, generations, generation, count, () -> road.exit(ExitCode.RESTART.number(), "restart"));
        try (RescuePage page = safe.open(pagePort, last, terminal)) {
            say("SAFE MODE: " + safe.state(last));
            say("the rescue page is at http://127.0.0.1:" + page.port() + "/  (its code stands in "
                    + RescueCode.file(home) + ")");
            terminal.awaitStop();
            road.finish();
        }
    }

    private Map<String, String> settings(int pagePort, LastRun last) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rollcall.laststop", last.end().words());
        settings.put("rollcall.laststop.millis", String.valueOf(last.tookMillis()));
        settings.put("rollcall.stops", last.ends());
        settings.put("org.osgi.service.http.port", String.valueOf(pagePort));
        settings.put("org.apache.felix.http.host", "127.0.0.1");
        settings.put(
                "rollcall.started",
                String.valueOf(ProcessHandle.current()
                        .info()
                        .startInstant()
                        .orElseGet(Clock.systemUTC()::instant)
                        .toEpochMilli()));
        if (port != null) {
            settings.put("rollcall.override.admin_dashboard.port", String.valueOf(pagePort));
        }
        if (camera != null) {
            settings.put("rollcall.override.camera.source", absolute(camera));
        }
        return settings;
    }

    /** Paths on the command line are meant from where the user stands. */
    private static String absolute(String source) {
        for (String scheme : new String[] {"dir:", "file:"}) {
            if (source.startsWith(scheme)) {
                return scheme + Path.of(source.substring(scheme.length())).toAbsolutePath();
            }
        }
        return source;
    }

    private Generation chooseGeneration(Home home, BundleStore store, Generations generations)
            throws IOException, LauncherException {
        Generations.Choice choice = generations.choose();
        for (String problem : choice.problems()) {
            say("DAMAGED " + problem);
        }
        Optional<Generation> chosen = choice.generation();
        if (chosen.isPresent() && !choice.problems().isEmpty()) {
            say("FALLING BACK to generation " + chosen.get().number() + " of "
                    + chosen.get().created() + " (" + chosen.get().reason() + ")");
            generations.makeCurrent(chosen.get());
        }
        Installation installation = new Installation(home, store, generations, Clock.systemUTC(), RunCommand::say);
        installation.adminToken();
        if (releaseFolder != null) {
            Release release = Release.open(releaseFolder);
            installation.firstConfiguration(releaseFolder.resolve("config/config.json"));
            if (chosen.isEmpty() || !chosen.get().release().equals(release.id())) {
                return installation.install(
                        release, chosen.map(Generation::number).orElse(0));
            }
        }
        return chosen.orElseThrow(() -> new LauncherException(
                ExitCode.NO_GENERATION,
                "no generation of " + home.root() + " is whole; install again with: ./rollcall run --home "
                        + home.root()));
    }

    private static void say(String line) {
        System.out.println("rollcall: " + line);
        System.out.flush();
    }
}
