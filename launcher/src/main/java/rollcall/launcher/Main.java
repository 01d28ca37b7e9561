package rollcall.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import rollcall.launcher.home.Reason;

/** The command line of Rollcall. */
@Command(
        name = "rollcall",
        description = "An attendance terminal whose parts are replaced while it works.",
        mixinStandardHelpOptions = true,
        version = "rollcall 0.1.0",
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            StopCommand.class,
            PushCommand.class,
            KeygenCommand.class,
            SignCommand.class,
            TrustCommand.class,
            PlanCommand.class,
            UpdatesCommand.class,
            RollbackCommand.class,
            GenerationsCommand.class,
            BundlesCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            VerifyCommand.class,
            AuditCommand.class,
            CameraCommand.class,
            ExportCommand.class,
            ImportLegacyCommand.class,
            ForgetCommand.class,
            SignCodesCommand.class,
            AccountCommand.class,
            TokenCommand.class,
            AlertCommand.class,
            SyncCommand.class,
            MetricsCommand.class,
            ReleaseCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Logs.useLastingManager();
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof LauncherException known) {
                command.getErr().println("rollcall: " + known.getMessage());
                return known.exitCode().number();
            }
            command.getErr().println("rollcall: unexpected failure: " + Reason.of(e));
            e.printStackTrace(command.getErr());
            return ExitCode.FAILED.number();
        });
        if (arguments.length == 0) {
            commandLine.usage(System.err);
            return ExitCode.USAGE.number();
        }
        return commandLine.execute(arguments);
    }
}
