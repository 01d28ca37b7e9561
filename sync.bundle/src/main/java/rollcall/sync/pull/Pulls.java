package rollcall.sync.pull;

import java.util.List;

/** What is fetched from the far end, for the other parts of this bundle. */
public interface Pulls {
    /** How each stands; empty if nothing is to be fetched. */
    List<Pull.State> states();

    /** Looks at once. */
    void hurry();
}
