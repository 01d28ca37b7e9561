package rollcall.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall token}: what programs show instead of a password. */
@Command(
        name = "token",
        description = "Show tokens for programs, make them, revoke them. The terminal has to run.",
        mixinStandardHelpOptions = true,
        subcommands = {TokenCommand.ListTokens.class, TokenCommand.CreateToken.class, TokenCommand.RevokeToken.class},
        synopsisSubcommandLabel = "COMMAND")
final class TokenCommand {
    private TokenCommand() {}

    /** Shows them. */
    @Command(
            name = "list",
            description = "Show tokens, their roles and how long they are good.",
            mixinStandardHelpOptions = true)
    static final class ListTokens implements Callable<Integer> {
        @Mixin
        private HomeOption homeOption = new HomeOption();

        @Override
        public Integer call() throws LauncherException, InterruptedException {
            return new CommandDispatch(homeOption.home()).showRunning("token", List.of("list"));
        }
    }

    /** Makes one. */
    @Command(name = "create", description = "Make a token and print it, once.", mixinStandardHelpOptions = true)
    static final class CreateToken implements Callable<Integer> {
        @Mixin
        private HomeOption homeOption = new HomeOption();

        @Parameters(paramLabel = "NAME", description = "Which program it is for: 1 to 64 letters, digits and . _ -")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                required = true,
                description = "metrics, viewer, operator or admin.")
        private String role = "";

        @Option(
                names = "--days",
                paramLabel = "N",
                description = "How long it is good, 1 to 3650 (default: ${DEFAULT-VALUE}).")
        private int days = 365;

        @Override
        public Integer call() throws LauncherException, InterruptedException {
            return new CommandDispatch(homeOption.home())
                    .showRunning("token", List.of("create", name, role, String.valueOf(days)));
        }
    }

    /** Revokes one. */
    @Command(name = "revoke", description = "Make a token worthless.", mixinStandardHelpOptions = true)
    static final class RevokeToken implements Callable<Integer> {
        @Mixin
        private HomeOption homeOption = new HomeOption();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        public Integer call() throws LauncherException, InterruptedException {
            return new CommandDispatch(homeOption.home()).showRunning("token", List.of("revoke", name));
        }
    }
}
