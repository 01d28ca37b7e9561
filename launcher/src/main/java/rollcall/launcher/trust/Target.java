package rollcall.launcher.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether an update is meant for this machine. */
record Target(UpdateStatement statement) {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    void check() throws IOException, RefusedException {
        check("processors", System.getProperty("os.arch", ""), statement.architectures());
        if (!statement.terminals().isEmpty()) {
            check("terminals", hostName(), statement.terminals());
        }
    }

    private static void check(String what, String here, List<String> allowed) throws RefusedException {
        if (!allowed.isEmpty() && !allowed.contains(here)) {
            throw new RefusedException(
                    Refusal.OTHER_TARGET, "meant for the " + what + " " + allowed + ", and this one is " + here);
        }
    }

    static String hostName() throws IOException {
        return Files.isReadable(HOST_NAME) ? Files.readString(HOST_NAME).strip() : "";
    }
}
