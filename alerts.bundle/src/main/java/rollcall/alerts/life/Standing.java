package rollcall.alerts.life;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How many alerts of each type stand, so that a storm need not look at all for each. */
final class Standing {
    private final Map<String, Integer> byType = new HashMap<>();

    /** Takes that one may have changed its state. */
    void moved(Life life, boolean stoodBefore) {
        if (life.isStanding() != stoodBefore) {
            byType.merge(life.alert.type(), stoodBefore ? -1 : 1, Integer::sum);
        }
    }

    boolean isAny(Set<String> types) {
        return types.stream().anyMatch(type -> byType.getOrDefault(type, 0) > 0);
    }
}
