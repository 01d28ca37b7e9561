package rollcall.itest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One system call as {@code strace -xx} writes it: {@code name(argument, ...) = result}.
 *
 * @param arguments as they stand in the line
 * @param result -1 if it failed or never returned
 */
record SystemCall(String name, List<String> arguments, long result) {
    static SystemCall parse(String text) {
        int open = text.indexOf('(');
        // Results are aligned with blanks: "close(3)    = 0".
        int equals = text.lastIndexOf(" = ");
        int close = text.lastIndexOf(')', equals);
        if (open < 0 || close < open) {
            throw new IllegalArgumentException("not a line of strace: " + shortened(text));
        }
        String result = text.substring(equals + 3).trim().split(" ", 2)[0];
        return new SystemCall(
                text.substring(0, open),
                split(text.substring(open + 1, close)),
                result.startsWith("?") ? -1 : Long.decode(result));
    }

    /** Cuts at the commas outside of brackets; in quotes stand only {@code \xNN}. */
    private static List<String> split(String text) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '[', '{', '(' -> depth++;
                case ']', '}', ')' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        arguments.add(text.substring(start, i).trim());
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        arguments.add(text.substring(start).trim());
        return arguments;
    }

    String argument(int index) {
        return index < arguments.size() ? arguments.get(index) : "";
    }

    int number(int index) {
        return Long.decode(argument(index)).intValue();
    }

    String text(int index) {
        return new String(bytes(index), StandardCharsets.UTF_8);
    }

    /** The bytes of all strings in an argument, one after the other, as {@code writev} writes them. */
    byte[] bytes(int index) {
        String argument = argument(index);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(argument.length() / 4);
        boolean quoted = false;
        for (int i = 0; i < argument.length(); i++) {
            if (argument.charAt(i) == '"') {
                quoted = !quoted;
                if (!quoted && argument.startsWith("...", i + 1)) {
                    throw new IllegalArgumentException("strace cut a string: " + shortened(argument));
                }
            } else if (quoted) {
                bytes.write(Integer.parseInt(argument, i + 2, i + 4, 16));
                i += 3;
            }
        }
        return bytes.toByteArray();
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}
