package rollcall.access;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Accounts, tokens and sessions, for the page that shows them. May be called from any thread; each change is durable when the call
 * returns and noted with {@code who} made it.
 */
@ProviderType
public interface People {
    /** The accounts, by name. */
    List<Person> accounts();

    /** The tokens, by name. */
    List<Token> tokens();

    /** The sessions that are open. */
    List<Session> sessions();

    /**
     * Makes an account or gives it another role or password; its sessions end.
     *
     * @throws IllegalArgumentException if name or password is not allowed; the message says why
     */
    void setAccount(String who, String name, Role role, String password) throws IOException;

    /**
     * Removes an account; false if there is none.
     *
     * @throws IllegalArgumentException if nobody would be left who may do everything
     */
    boolean removeAccount(String who, String name) throws IOException;

    /**
     * Makes a token and returns it; nobody can tell it afterwards.
     *
     * @param period for which it is good, 1 to 3,650 days
     * @throws IllegalArgumentException if name or period is not allowed, or there is one of that name
     */
    String makeToken(String who, String name, Role role, Duration period) throws IOException;

    /** Makes a token worthless; false if there is none of that name. */
    boolean revokeToken(String who, String name) throws IOException;

    /** Ends a session; false if there is none of that id. */
    boolean endSession(String who, String id);

    /**
     * A token, without what opens doors.
     *
     * @param expires when it opens nothing any more
     */
    record Token(Person person, Instant expires) {}

    /**
     * A session.
     *
     * @param id by which it can be ended; it opens nothing
     * @param address from where it was begun
     * @param age since it was begun
     * @param idle since it was used
     */
    record Session(String id, Person person, String address, Duration age, Duration idle) {}
}
