package rollcall.sync.drain;

import java.util.List;

/** What is being sent, for the other parts of this bundle. */
public interface Drains {
    /** How each target stands, by name. */
    List<DrainState> states();

    /** Whether the network seems to be away: no far end answered when it was last tried. */
    boolean offline();

    /** What was counted since this bundle started. */
    SyncFigures figures();

    /** Tries every target at once. */
    void hurry();

    /** Nothing is owed to a target any more; whoever was told of its troubles is told of their end. */
    void dropped(String target);
}
