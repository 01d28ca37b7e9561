package rollcall.store.sqlite;

import java.io.IOException;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import rollcall.store.StoreException;
import rollcall.store.StoreException.Kind;
import rollcall.store.admission.Admission;

/** What the texts of {@link StoreConfig} mean; each complaint is one line that names the key. */
public final class StoreSettings {
    private StoreSettings() {}

    /** The name of this terminal: as configured, else the machine's. */
    public static String device(StoreConfig config) throws StoreException {
        String name = config.device();
        if (name.isBlank()) {
            try {
                name = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
            } catch (IOException e) {
                name = "terminal";
            }
            name = name.length() > 64 ? name.substring(0, 64) : name;
        }
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new StoreException(
                    Kind.FAILED,
                    "store.device = " + name + ": 1 to 64 letters, digits, dots, underscores and dashes are allowed");
        }
        return name;
    }

    /** The zone of the school. */
    public static ZoneId zone(StoreConfig config) throws StoreException {
        try {
            return config.timeZone().isBlank() ? ZoneId.systemDefault() : ZoneId.of(config.timeZone());
        } catch (DateTimeException e) {
            throw new StoreException(
                    Kind.FAILED,
                    "store.timeZone = " + config.timeZone() + ": not a time zone; use a name such as Asia/Manila",
                    e);
        }
    }

    /** The rules of the door. */
    public static Admission admission(StoreConfig config) throws StoreException {
        try {
            return new Admission(
                    zone(config),
                    Duration.ofMinutes(config.cooldownMinutes()),
                    Pattern.compile(config.codePattern()),
                    config.unknownCodes().equals("accept"));
        } catch (PatternSyntaxException e) {
            throw new StoreException(
                    Kind.FAILED,
                    "store.codePattern = " + config.codePattern() + ": not a regular expression: " + e.getDescription(),
                    e);
        }
    }
}
