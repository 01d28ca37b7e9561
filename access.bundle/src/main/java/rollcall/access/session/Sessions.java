package rollcall.access.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.access.Person;

/**
 * Who has signed in with a browser. A session is a random reference of 256 bits that the browser keeps in a cookie; what belongs to it
 * is here alone, under its SHA-256, and gone with a restart.
 *
 * <p>May be used from any thread; times are those of a clock that never steps.
 */
@Component(
        service = Sessions.class,
        configurationPid = "rollcall.access",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SessionConfig.class)
public final class Sessions {
    /** Of more the one unused for longest ends. */
    private static final int MOST = 200;

    private static final int BYTES = 32;

    private final long idleNanos;
    private final long absoluteNanos;
    private final LongSupplier nanoTime;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    private record Session(Person person, String address, long began, long used) {}

    /**
     * A session as people may see it.
     *
     * @param id by which it can be ended; it opens nothing
     * @param age since it was begun
     * @param idle since it was used
     */
    public record Seen(String id, Person person, String address, Duration age, Duration idle) {}

    @Activate
    public Sessions(SessionConfig config) {
        this(Duration.ofMinutes(config.idleMinutes()), Duration.ofHours(config.longestHours()), System::nanoTime);
    }

    Sessions(Duration idle, Duration absolute, LongSupplier nanoTime) {
        this.idleNanos = idle.toNanos();
        this.absoluteNanos = absolute.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Begins a session and returns its reference; never one that the browser brought along. */
    public synchronized String begin(Person person, String address) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String reference = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        long now = nanoTime.getAsLong();
        expire(now);
        if (sessions.size() >= MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        sessions.put(id(reference), new Session(person, address, now, now));
        return reference;
    }

    /** Whose session it is, if it is still open; counts as use. */
    public synchronized Optional<Person> use(String reference) {
        long now = nanoTime.getAsLong();
        expire(now);
        String id = id(reference);
        Session session = sessions.remove(id);
        if (session == null) {
            return Optional.empty();
        }
        // Put anew, so that the first is the one unused for longest.
        sessions.put(id, new Session(session.person(), session.address(), session.began(), now));
        return Optional.of(session.person());
    }

    private void expire(long now) {
        sessions.values()
                .removeIf(session -> now - session.used() >= idleNanos || now - session.began() >= absoluteNanos);
    }

    /** Ends the session of a reference. */
    public synchronized void end(String reference) {
        sessions.remove(id(reference));
    }

    /** Ends the session of an {@linkplain Seen#id() id}; false if there is none. */
    public synchronized boolean revoke(String id) {
        return sessions.remove(id) != null;
    }

    /** Ends all sessions of an account. */
    public synchronized void revokeAll(String name) {
        sessions.values().removeIf(session -> session.person().name().equals(name));
    }

    /** Those that are open. */
    public synchronized List<Seen> list() {
        long now = nanoTime.getAsLong();
        expire(now);
        return sessions.entrySet().stream()
                .map(each -> new Seen(
                        each.getKey(),
                        each.getValue().person(),
                        each.getValue().address(),
                        Duration.ofNanos(now - each.getValue().began()),
                        Duration.ofNanos(now - each.getValue().used())))
                .toList();
    }

    /** What pages of a session have to send along with whatever changes something; who does not know the reference cannot tell it. */
    public static String formToken(String reference) {
        return id("form " + reference);
    }

    private static String id(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
