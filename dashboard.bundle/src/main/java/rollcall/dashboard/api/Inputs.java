package rollcall.dashboard.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import rollcall.dashboard.endpoint.JsonServlet.BadRequestException;

/** The parameters of a request, each of which has to be known, to come once and to be text. */
final class Inputs {
    private static final int LONGEST = 1_000;
    private static final int SHOWN = 40;

    private final Map<String, String[]> values;

    Inputs(HttpServletRequest request, String... known) throws BadRequestException {
        this.values = values(request);
        Set<String> names = Set.of(known);
        for (Map.Entry<String, String[]> each : values.entrySet()) {
            String name = each.getKey();
            // What proves that a form is ours, read by the gate.
            if (!names.contains(name) && !name.equals("form-token")) {
                throw new BadRequestException(shown(name), "is not known here; known are " + names);
            }
            if (each.getValue().length != 1) {
                throw new BadRequestException(name, "comes " + each.getValue().length + " times, expected once");
            }
            String value = each.getValue()[0];
            if (value.length() > LONGEST) {
                throw new BadRequestException(
                        name, "has " + value.length() + " characters, at most " + LONGEST + " are allowed");
            }
            if (value.indexOf('\ufffd') >= 0 || value.chars().anyMatch(Character::isISOControl)) {
                throw new BadRequestException(name, "is no text: UTF-8 without control characters is expected");
            }
        }
    }

    private static Map<String, String[]> values(HttpServletRequest request) throws BadRequestException {
        try {
            return request.getParameterMap();
        } catch (RuntimeException e) {
            // Jetty's, for what is no UTF-8; the first one whose bytes are wrong is meant.
            throw new BadRequestException(unreadable(request), "is no text: UTF-8 is expected");
        }
    }

    /** The name before the first byte that is no UTF-8, as far as the address tells. */
    private static String unreadable(HttpServletRequest request) {
        String query = request.getQueryString();
        for (String pair : (query == null ? "" : query).split("&", -1)) {
            byte[] bytes = URLDecoder.decode(pair.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.ISO_8859_1)
                    .getBytes(StandardCharsets.ISO_8859_1);
            if (new String(bytes, StandardCharsets.UTF_8).indexOf('\ufffd') >= 0) {
                return shown(pair.split("=", 2)[0]);
            }
        }
        return "query";
    }

    private static String shown(String name) {
        String clean = name.replaceAll("[^A-Za-z0-9._-]", "?");
        return clean.length() > SHOWN ? clean.substring(0, SHOWN) + "..." : clean;
    }

    /** The value; empty if there is none. */
    String text(String name) {
        String[] value = values.get(name);
        return value == null ? "" : value[0];
    }

    /** A value there must be. */
    String required(String name) throws BadRequestException {
        String value = text(name);
        if (value.isEmpty()) {
            throw new BadRequestException(name, "is missing");
        }
        return value;
    }

    /** A whole number, or what counts where there is none. */
    int number(String name, int otherwise, int least, int most) throws BadRequestException {
        String value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same complaint as for a number outside the range.
        }
        throw new BadRequestException(
                name,
                "= " + (value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value) + ": allowed are " + least
                        + " to " + most);
    }
}
