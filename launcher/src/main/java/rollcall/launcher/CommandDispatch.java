package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;

/** Runs a command that a bundle offers where its bundle is: in the running terminal, else in {@link Maintenance}. */
final class CommandDispatch {
    private final Home home;

    CommandDispatch(Home home) {
        this.home = home;
    }

    /** Runs a command and shows its output; returns its exit code, or that of a failure if output was lost. */
    int show(String name, List<String> arguments) throws LauncherException, InterruptedException {
        try (CommandDisplay display = CommandDisplay.ofProcess()) {
            int code = run(name, arguments, display);
            if (display.lost()) {
                throw new LauncherException(
                        ExitCode.FAILED, "standard output took not everything: it was closed or its disk is full");
            }
            return code;
        }
    }

    /** As {@link #show}, for a bundle that {@link Maintenance} does not start: waiting for it would be in vain. */
    int showRunning(String name, List<String> arguments) throws LauncherException, InterruptedException {
        if (Files.isDirectory(home.run()) && isFree()) {
            throw new LauncherException(
                    ExitCode.FAILED, name + " needs the running terminal; start it with: ./rollcall run");
        }
        return show(name, arguments);
    }

    private boolean isFree() throws LauncherException {
        Optional<ProcessLock> taken = ProcessLock.tryTake(home);
        if (taken.isEmpty()) {
            return false;
        }
        try (ProcessLock lock = taken.get()) {
            return true;
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE, "home " + home.root() + " cannot be used: " + Reason.of(e), e);
        }
    }

    /** Returns the command's exit code. The process lock decides whether the terminal runs. */
    int run(String name, List<String> arguments, Consumer<OutputLine> lines)
            throws LauncherException, InterruptedException {
        try {
            if (!Files.isDirectory(home.run()) || !Maintenance.possible(home)) {
                throw neverInstalled();
            }
            Optional<ProcessLock> taken = ProcessLock.tryTake(home);
            if (taken.isEmpty()) {
                return new DoorClient(home).command(name, arguments, lines).orElseThrow(this::silent);
            }
            try (ProcessLock lock = taken.get()) {
                RestoreSwitch.recover(home, line -> lines.accept(OutputLine.of("! " + line)));
                HomeFolders.prepare(home);
                return new Maintenance(home).run(name, arguments, lines);
            }
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE, "home " + home.root() + " cannot be used: " + Reason.of(e), e);
        }
    }

    private LauncherException neverInstalled() {
        return new LauncherException(
                ExitCode.NO_GENERATION,
                "nothing is installed in " + home.root() + " yet; install with: ./rollcall run --home " + home.root());
    }

    private LauncherException silent() {
        return new LauncherException(
                ExitCode.ALREADY_RUNNING,
                "process " + ProcessLock.holder(home) + " has home " + home.root()
                        + " and does not answer: it is starting, stopping or at another command; try again in a minute");
    }
}
