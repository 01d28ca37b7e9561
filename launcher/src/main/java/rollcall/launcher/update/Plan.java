package rollcall.launcher.update;

import java.util.List;
import rollcall.launcher.home.JsonObject;

/**
 * What an update will do, found out before anything is touched. Lines are for people.
 *
 * @param bundles what is replaced: name, version before and after
 * @param restarts symbolic names of the bundles that will stop and start, sorted
 * @param why for each of them, why
 * @param problems why it must not be done; empty if it may
 * @param warnings what somebody should know
 */
public record Plan(
        List<String> bundles, List<String> restarts, List<String> why, List<String> problems, List<String> warnings) {
    public Plan {
        bundles = List.copyOf(bundles);
        restarts = List.copyOf(restarts);
        why = List.copyOf(why);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    public boolean isAllowed() {
        return problems.isEmpty();
    }

    /** For the journal and for programs. */
    public JsonObject toJson() {
        return JsonObject.of("changes", bundles)
                .with("restarts", restarts)
                .with("why", why)
                .with("problems", problems)
                .with("warnings", warnings)
                .build();
    }
}
