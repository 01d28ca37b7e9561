package rollcall.itest;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the lines of {@code strace -f} together: a call that others interrupted stands in two lines, its beginning and
 * its end.
 *
 * <p>A call takes place at its end. Two take place at their beginning: {@code close}, because the number may be given
 * to the next opened file before it returns, and a write to standard output, because people may see it before it
 * returns.
 */
final class TraceLines {
    static final String UNFINISHED = "<unfinished ...>";
    private static final String RESUMED = " resumed>";

    private final FolderRecorder recorder;
    private final Set<String> threads;
    private final Map<String, Begun> begun = new HashMap<>();

    /** @param taken whether it took place already */
    private record Begun(String text, int operations, boolean taken) {}

    private TraceLines(FolderRecorder recorder, Set<String> threads) {
        this.recorder = recorder;
        this.threads = threads;
    }

    /** What the first process of a trace did to {@code root}. */
    static List<DiskOperation> operations(Path root, List<String> lines) {
        FolderRecorder recorder = new FolderRecorder(root);
        TraceLines trace = new TraceLines(recorder, ProcessThreads.of(lines));
        lines.forEach(trace::line);
        return recorder.operations();
    }

    private void line(String line) {
        int space = line.indexOf(' ');
        String thread = line.substring(0, Math.max(space, 0));
        String text = line.substring(space + 1).trim();
        if (text.startsWith("+++") || text.startsWith("---") || !threads.contains(thread)) {
            return;
        }
        int operations = recorder.operations().size();
        if (text.endsWith(UNFINISHED)) {
            String head = text.substring(0, text.length() - UNFINISHED.length()).trim();
            SystemCall call = SystemCall.parse(head + ") = 0");
            boolean taken = call.name().equals("close");
            if (call.name().equals("write") && call.number(0) == 1) {
                taken = true;
                call = new SystemCall(call.name(), call.arguments(), call.number(2));
            }
            if (taken) {
                recorder.take(call, operations);
            }
            begun.put(thread, new Begun(head, operations, taken));
        } else if (text.startsWith("<... ")) {
            Begun head = begun.remove(thread);
            if (head == null) {
                throw new IllegalArgumentException("an end without a beginning: " + text);
            }
            if (!head.taken()) {
                String tail = text.substring(text.indexOf(RESUMED) + RESUMED.length());
                recorder.take(SystemCall.parse(head.text() + tail), head.operations());
            }
        } else {
            recorder.take(SystemCall.parse(text), operations);
        }
    }
}
