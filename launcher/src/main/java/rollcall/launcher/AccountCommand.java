package rollcall.launcher;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.launcher.home.Reason;

/** {@code rollcall account}: who may sign in. */
@Command(
        name = "account",
        description = "Show accounts, make them, give them another password, remove them. The terminal has to run.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AccountCommand.ListAccounts.class,
            AccountCommand.SetAccount.class,
            AccountCommand.RemoveAccount.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Roles: metrics (read metrics), viewer (see the terminal, scans without names), operator (see names, acknowledge, flush), admin.",
            "Nobody knows the password of any admin? Stop the terminal, remove secrets/accounts of its home, start it: a new one is in secrets/admin-password."
        })
final class AccountCommand {
    private AccountCommand() {}

    /** Shows them. */
    @Command(name = "list", description = "Show accounts and their roles.", mixinStandardHelpOptions = true)
    static final class ListAccounts implements Callable<Integer> {
        @Mixin
        private HomeOption homeOption = new HomeOption();

        @Override
        public Integer call() throws LauncherException, InterruptedException {
            return new CommandDispatch(homeOption.home()).showRunning("account", List.of("list"));
        }
    }

    /** Makes one, or gives it another password or role. */
    @Command(
            name = "set",
            description =
                    "Make an account, or give it another password or role. The password is asked for, or read from standard input.",
            mixinStandardHelpOptions = true)
    static final class SetAccount implements Callable<Integer> {
        @Mixin
        private HomeOption homeOption = new HomeOption();

        @Parameters(paramLabel = "NAME", description = "1 to 64 letters, digits and . _ -")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "metrics, viewer, operator or admin (default: as it is).")
        private @Nullable String role;

        @Override
        public Integer call() throws LauncherException, InterruptedException {
            return new CommandDispatch(homeOption.home())
                    .showRunning("account", List.of("set", name, role == null ? "" : role, password()));
        }

        @SuppressWarnings("SystemConsoleNull") // null is what Java 17 has where there is no terminal
        private static String password() throws LauncherException {
            Console console = System.console();
            if (console != null) {
                String first = String.valueOf(console.readPassword("Password: "));
                if (!first.equals(String.valueOf(console.readPassword("Once more: ")))) {
                    throw new LauncherException(ExitCode.USAGE, "the two are not the same; nothing was changed");
                }
                return first;
            }
            try {
                String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
                if (line == null) {
                    throw new LauncherException(ExitCode.USAGE, "no password on standard input; nothing was changed");
                }
                return line;
            } catch (IOException e) {
                throw new LauncherException(ExitCode.FAILED, "standard input: " + Reason.of(e), e);
            }
        }
    }

    /** Removes one. */
    @Command(name = "remove", description = "Remove an account and end its sessions.", mixinStandardHelpOptions = true)
    static final class RemoveAccount implements Callable<Integer> {
        @Mixin
        private HomeOption homeOption = new HomeOption();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        public Integer call() throws LauncherException, InterruptedException {
            return new CommandDispatch(homeOption.home()).showRunning("account", List.of("remove", name));
        }
    }
}
