package rollcall.launcher.update;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rollcall.launcher.home.JsonObject;

/**
 * How the terminal is at a moment.
 *
 * @param checks name to what is wrong, empty if nothing is
 * @param threads of the whole process
 * @param heapPercent of the largest heap, after the last collection
 */
record Vitals(Map<String, String> checks, int threads, int heapPercent) {
    /** A bundle with a pool of its own is allowed; a leak is not. */
    private static final int MORE_THREADS = 40;

    private static final int FULL_HEAP = 85;

    Vitals {
        checks = Map.copyOf(checks);
    }

    /** What is worse than before, one line each with its name. What was wrong before does not count. */
    Map<String, String> worseThan(Vitals before) {
        Map<String, String> worse = new TreeMap<>();
        checks.forEach((name, words) -> {
            if (!words.isEmpty() && before.checks.getOrDefault(name, "").isEmpty()) {
                worse.put(name, name + ": " + words);
            }
        });
        before.checks.forEach((name, words) -> {
            if (words.isEmpty() && !checks.containsKey(name)) {
                worse.put(name, name + ": is gone");
            }
        });
        if (threads > before.threads + MORE_THREADS) {
            worse.put("threads", "threads: " + threads + " run, and " + before.threads + " did before");
        }
        if (heapPercent > FULL_HEAP && before.heapPercent <= FULL_HEAP) {
            worse.put("heap", "heap: " + heapPercent + " % full, and " + before.heapPercent + " % before");
        }
        return worse;
    }

    JsonObject toJson() {
        List<Object> wrong = new ArrayList<>();
        List<Object> well = new ArrayList<>();
        new TreeMap<>(checks).forEach((name, words) -> {
            if (words.isEmpty()) {
                well.add(name);
            } else {
                wrong.add(JsonObject.of("name", name).with("words", words).build());
            }
        });
        return JsonObject.of("well", well)
                .with("wrong", wrong)
                .with("threads", threads)
                .with("heapPercent", heapPercent)
                .build();
    }

    static Vitals parse(JsonObject json) {
        Map<String, String> checks = new LinkedHashMap<>();
        json.texts("well").forEach(name -> checks.put(name, ""));
        json.objects("wrong").forEach(check -> checks.put(check.text("name"), check.text("words")));
        return new Vitals(checks, Math.toIntExact(json.number("threads")), Math.toIntExact(json.number("heapPercent")));
    }
}
