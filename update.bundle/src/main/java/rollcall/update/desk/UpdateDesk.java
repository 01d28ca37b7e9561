package rollcall.update.desk;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The launcher's updates, reached through a service of JDK types: the launcher is no bundle and shares no other ones.
 * May be called by any thread; a call takes as long as the update.
 */
@Component(service = UpdateDesk.class)
public final class UpdateDesk {
    private final Function<Map<String, Object>, Map<String, Object>> launcher;

    @Activate
    public UpdateDesk(
            @Reference(target = "(rollcall.updates=*)") Function<Map<String, Object>, Map<String, Object>> launcher) {
        this.launcher = launcher;
    }

    /**
     * What the launcher says.
     *
     * @param status as HTTP has it: 200, 400 (asked wrongly), 422 (refused), 507 (no space)
     * @param body JSON values; of everything but 200 with the key {@code error}
     */
    public record Answer(int status, Map<String, Object> body) {
        /** Why it was not done, for people. */
        public String error() {
            return String.valueOf(body.getOrDefault("error", ""));
        }
    }

    /** Takes an update file in and does what it says. */
    public Answer push(InputStream content, String door, String who, boolean now) {
        return ask(Map.of("do", "push", "content", content, "door", door, "who", who, "now", now));
    }

    /** Says what an update file would do. */
    public Answer plan(InputStream content) {
        return ask(Map.of("do", "plan", "content", content));
    }

    /** Goes back to a generation; to the one before, if the number is 0. */
    public Answer rollback(long generation, String who, boolean now) {
        Map<String, Object> wish = new TreeMap<>(Map.of("do", "rollback", "door", "rest", "who", who, "now", now));
        wish.put("generation", generation);
        // It ran here before.
        wish.put("probationSeconds", 0);
        return ask(wish);
    }

    /** All updates of this home, oldest first. */
    public List<?> history() {
        return ask(Map.of("do", "history")).body().get("updates") instanceof List<?> updates ? updates : List.of();
    }

    private Answer ask(Map<String, Object> wish) {
        Map<String, Object> answer = new TreeMap<>(launcher.apply(wish));
        Object status = answer.remove("status");
        return new Answer(status instanceof Integer number ? number : 500, answer);
    }
}
