package rollcall.sync.drain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Checks addresses of far ends; each complaint is one line that names the key. */
public final class FarAddress {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private FarAddress() {}

    /** An address that is encrypted or of this machine, without a password, a question or a fragment in it. */
    public static URI web(String key, String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    key + ": not an address; use one such as" + " https://PROJECT.supabase.co/rest/v1");
        }
        String host = address.getHost();
        boolean plain = "http".equals(address.getScheme());
        if (host == null || !(plain || "https".equals(address.getScheme()))) {
            throw new IllegalArgumentException(
                    key + ": not a web address; use one such as" + " https://PROJECT.supabase.co/rest/v1");
        }
        if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    key + ": no password, ? or # may stand in it; tokens belong into files below secrets/");
        }
        if (plain && !loopback(host)) {
            throw new IllegalArgumentException(key + " = " + text + ": only https is allowed to another machine");
        }
        return address;
    }

    static boolean loopback(String host) {
        return LOOPBACK.contains(host);
    }

    /** The parts of {@code host:port/name}. */
    record Database(String host, int port, String name) {
        static Database parse(String key, String text) {
            if (!text.matches("[A-Za-z0-9.-]+(:[0-9]{1,5})?/[A-Za-z0-9_-]{1,63}")) {
                throw new IllegalArgumentException(
                        key + ": allowed is host:port/name, such as db.school.example:5432/school");
            }
            String host = text.replaceAll("[:/].*", "");
            String port = text.contains(":") ? text.replaceAll(".*:|/.*", "") : "5432";
            int number = Integer.parseInt(port);
            if (number < 1 || number > 65_535) {
                throw new IllegalArgumentException(key + ": port " + number + "; allowed are 1 to 65535");
            }
            return new Database(host, number, text.substring(text.indexOf('/') + 1));
        }
    }
}
