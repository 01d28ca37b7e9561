package rollcall.access;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the gate sees it.
 *
 * @param method such as {@code GET}
 * @param path decoded, without the query
 * @param secure whether it came over TLS
 * @param address of the other side of the connection
 * @param headers by their names in small letters; of a header that comes twice both values, joined by a comma
 */
public record Visit(String method, String path, boolean secure, String address, Map<String, String> headers) {
    public Visit {
        headers = Map.copyOf(headers);
    }

    /** The value of a header, if there is one. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether it only reads. */
    public boolean isReading() {
        return method.equals("GET") || method.equals("HEAD");
    }

    @Override
    public String toString() {
        // Headers bear cookies and passwords.
        return method + " " + path;
    }
}
