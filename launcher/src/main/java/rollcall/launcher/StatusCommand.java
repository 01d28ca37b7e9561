package rollcall.launcher;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rollcall status}: what runs, from the terminal itself. */
@Command(
        name = "status",
        description = "Tell what runs: process, generation, bundles. Exit code 1 if nothing does.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Override
    public Integer call() throws LauncherException, InterruptedException {
        DoorClient.Reply reply = new DoorClient(homeOption.home()).state();
        System.out.printf(
                "running as process %s, generation %s (%s)%n",
                reply.get("pid"), reply.get("generation"), reply.get("reason"));
        for (Map<String, String> bundle : reply.bundles()) {
            System.out.printf(
                    "%-10s %-42s %-14s level %-3s %s%n",
                    bundle.get("state"),
                    bundle.get("symbolicName"),
                    bundle.get("version"),
                    bundle.getOrDefault("startLevel", "-"),
                    shortened(bundle.getOrDefault("sha256", "-")));
        }
        return ExitCode.OK.number();
    }

    private static String shortened(String sha256) {
        return sha256.length() > 12 ? sha256.substring(0, 12) : sha256;
    }
}
