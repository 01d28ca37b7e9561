package rollcall.access;

import java.util.Map;
import java.util.Optional;

/** What the gate says of a request. */
public sealed interface Verdict {
    /**
     * It is let in.
     *
     * @param person who asks, if that is known
     * @param formToken what forms and scripts of this session have to send along when they change something; empty without a session
     */
    record Admitted(Optional<Person> person, String formToken) implements Verdict {
        /** Without a session. */
        public Admitted(Optional<Person> person) {
            this(person, "");
        }
    }

    /**
     * It is not.
     *
     * @param status of the answer
     * @param message one line for people; names neither accounts nor reasons a guesser could use
     * @param headers of the answer
     */
    record Refused(int status, String message, Map<String, String> headers) implements Verdict {
        public Refused {
            headers = Map.copyOf(headers);
        }

        /** Without further headers. */
        public Refused(int status, String message) {
            this(status, message, Map.of());
        }
    }
}
