package rollcall.itest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells the threads of the first process in a trace from those of its children, which have open files of their own.
 *
 * <p>SQLite's driver asks {@code uname} what system this is. A child's first lines can stand before the end of the call
 * that made it, so this takes a look at the whole trace.
 */
final class ProcessThreads {
    private ProcessThreads() {}

    private record Birth(String parent, String child) {}

    /** The numbers at the beginning of lines that belong to the first process. */
    static Set<String> of(List<String> lines) {
        Map<String, String> unfinished = new HashMap<>();
        List<Birth> births = new ArrayList<>();
        for (String line : lines) {
            String thread = line.substring(0, Math.max(line.indexOf(' '), 0));
            String text = line.substring(thread.length()).trim();
            if (text.startsWith("<... clone")) {
                text = unfinished.remove(thread) + text;
            } else if (!text.startsWith("clone")) {
                continue;
            } else if (text.endsWith(TraceLines.UNFINISHED)) {
                unfinished.put(thread, text);
                continue;
            }
            if (text.contains("CLONE_THREAD")) {
                births.add(new Birth(thread, text.substring(text.lastIndexOf(' ') + 1)));
            }
        }
        Set<String> threads = new HashSet<>();
        if (!lines.isEmpty()) {
            threads.add(lines.get(0).substring(0, Math.max(lines.get(0).indexOf(' '), 0)));
        }
        boolean more = true;
        while (more) {
            more = false;
            for (Birth birth : births) {
                more |= threads.contains(birth.parent) && threads.add(birth.child);
            }
        }
        return threads;
    }
}
