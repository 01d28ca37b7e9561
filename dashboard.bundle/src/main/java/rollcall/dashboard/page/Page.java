package rollcall.dashboard.page;

import java.io.IOException;
import rollcall.access.Role;
import rollcall.store.StoreException;

/** A page of the terminal. Any number of threads may ask one at a time. */
public interface Page {
    /**
     * Where and for whom.
     *
     * @param path such as {@code /admin/scans}
     * @param title in English, as it stands in the navigation
     * @param role who may see it; who may do what is on it, the page says itself
     * @param place in the navigation, from 0
     */
    record Spec(String path, String title, Role role, int place) {}

    Spec spec();

    /** Writes what stands between head and foot. */
    void write(View view) throws StoreException, IOException, InterruptedException;

    /** Whether there are forms on it. */
    default boolean acts() {
        return false;
    }

    /**
     * Does what a form of the page asks for.
     *
     * @return what to say about it, in the visitor's language
     * @throws Refusal if it cannot be done; nothing has changed then
     */
    default String act(Visitor visitor) throws Refusal, StoreException, IOException, InterruptedException {
        throw new Refusal(visitor.words().say("This page changes nothing."));
    }

    /** Why something was not done, in the visitor's language. */
    final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        public Refusal(String message) {
            super(message);
        }
    }
}
