package rollcall.launcher.home;

import java.nio.file.Path;

/**
 * The folder of one installation and the places in it.
 *
 * @param root its absolute path
 */
public record Home(Path root) {
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    public Path config() {
        return root.resolve("etc/config.json");
    }

    public Path lib() {
        return root.resolve("lib");
    }

    public Path store() {
        return root.resolve("store");
    }

    public Path generations() {
        return root.resolve("generations");
    }

    public Path current() {
        return root.resolve("current");
    }

    public Path data() {
        return root.resolve("data");
    }

    public Path logs() {
        return root.resolve("data/logs");
    }

    public Path run() {
        return root.resolve("run");
    }

    public Path lock() {
        return root.resolve("run/lock");
    }

    /** Where the admin door listens; written at each start. */
    public Path door() {
        return root.resolve("run/door.json");
    }

    /** The keys this terminal believes, and what was revoked. */
    public Path trust() {
        return root.resolve("etc/trust");
    }

    /** The journal of updates and what belongs to it. */
    public Path updates() {
        return root.resolve("updates");
    }

    public Path adminToken() {
        return root.resolve("secrets/admin-token");
    }
}
