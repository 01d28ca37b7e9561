package rollcall.camera.source;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What stands behind the scheme of a camera address: {@code place?name=value&name}.
 *
 * @param place the part before the question mark
 * @param options the rest; an option without a value has the empty one
 */
record Address(String place, Map<String, String> options) {
    /** Takes an address apart; an option outside {@code known} is an error that names those there are. */
    static Address parse(String rest, Set<String> known) throws IOException {
        int mark = rest.lastIndexOf('?');
        if (mark < 0) {
            return new Address(rest, Map.of());
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : rest.substring(mark + 1).split("&", -1)) {
            String[] parts = option.split("=", 2);
            if (!known.contains(parts[0])) {
                throw new IOException("camera option '" + parts[0] + "' is unknown; there are "
                        + known.stream().sorted().toList());
            }
            options.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return new Address(rest.substring(0, mark), options);
    }

    /** A numeric option within a range, or its default if it is not given. */
    double number(String name, double standard, double lowest, double highest) throws IOException {
        String text = options.get(name);
        if (text == null) {
            return standard;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= lowest && value <= highest) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same complaint.
        }
        throw new IOException("camera option " + name + " = " + text + ": allowed are " + lowest + " to " + highest);
    }
}
