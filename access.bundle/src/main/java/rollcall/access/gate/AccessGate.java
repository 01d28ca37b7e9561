package rollcall.access.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import rollcall.access.Gate;
import rollcall.access.Person;
import rollcall.access.Role;
import rollcall.access.Verdict;
import rollcall.access.Verdict.Admitted;
import rollcall.access.Verdict.Refused;
import rollcall.access.Visit;
import rollcall.access.gate.SignIn.TooManyException;
import rollcall.access.record.AccessRecord;
import rollcall.access.session.Cookie;
import rollcall.access.session.Sessions;

/** Lets in who may: by session, token or password, as the {@link Rules} say. */
@Component(
        service = Gate.class,
        configurationPid = "rollcall.admin_dashboard",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class AccessGate implements Gate {
    private static final System.Logger LOG = System.getLogger("rollcall.access");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> LOOPBACK =
            Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1", "[::1]", "[0:0:0:0:0:0:0:1]");
    private static final String LOGIN = "/login";
    private static final String TOKEN = "x-form-token";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_MANY = 429;
    private static final int FAILED = 500;
    private static final int SEE_OTHER = 303;

    private final Rules rules;
    private final SignIn signIn;
    private final Sessions sessions;
    private final AccessRecord record;

    @Activate
    public AccessGate(
            @Reference SignIn signIn,
            @Reference Sessions sessions,
            @Reference AccessRecord record,
            Map<String, Object> configuration) {
        this(!Boolean.FALSE.equals(configuration.get("auth_enabled")), signIn, sessions, record);
    }

    AccessGate(boolean isGuarded, SignIn signIn, Sessions sessions, AccessRecord record) {
        this.rules = new Rules(!isGuarded);
        this.signIn = signIn;
        this.sessions = sessions;
        this.record = record;
        if (!isGuarded) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "admin_dashboard.auth_enabled = false: anybody who reaches this terminal reads its endpoints; what changes something still needs an account");
        }
    }

    @Override
    public Verdict judge(Visit visit) {
        if (!METHODS.contains(visit.method())) {
            return new Refused(
                    METHOD_NOT_ALLOWED,
                    "this method is not allowed",
                    Map.of("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE"));
        }
        if (!visit.isReading() && !CrossSite.isOwn(visit)) {
            return new Refused(FORBIDDEN, "this came from another web site");
        }
        try {
            Optional<Role> needed = rules.needed(visit);
            Optional<Person> person = person(visit);
            String formToken = formToken(visit);
            if (needed.isEmpty() && (visit.isReading() || visit.path().equals(LOGIN))) {
                return new Admitted(person, formToken);
            }
            if (needed.isPresent() && person.isEmpty()) {
                return unknown(visit);
            }
            if (needed.isPresent() && !person.get().role().includes(needed.get())) {
                record.refused(person.get(), visit.toString(), visit.address());
                return new Refused(
                        FORBIDDEN, "this needs the role " + needed.get().word());
            }
            boolean bySession = person.isPresent() && !formToken.isEmpty();
            if (!visit.isReading()
                    && bySession
                    && !isSame(formToken, visit.header(TOKEN).orElse(""))) {
                return new Refused(FORBIDDEN, "the form's token is missing or old; load the page anew");
            }
            return new Admitted(person, formToken);
        } catch (TooManyException e) {
            return new Refused(
                    TOO_MANY,
                    "too many wrong attempts; the next is looked at in " + e.seconds() + " s",
                    Map.of("Retry-After", String.valueOf(e.seconds())));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "nobody can be let in: {0}", e.getMessage());
            return new Refused(FAILED, "nobody can be let in; the log says why");
        }
    }

    /** What proves that a request of a session was made by a page of that session; empty where there is no session. */
    private static String formToken(Visit visit) {
        return visit.header("authorization").isPresent()
                ? ""
                : Cookie.reference(visit).map(Sessions::formToken).orElse("");
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Person> person(Visit visit) throws TooManyException, IOException {
        Optional<String> authorization = visit.header("authorization");
        if (authorization.isEmpty()) {
            return Cookie.reference(visit).flatMap(sessions::use);
        }
        String[] parts = authorization.get().split(" ", 2);
        String value = parts.length == 2 ? parts[1].strip() : "";
        if (parts[0].equalsIgnoreCase("Bearer")) {
            return signIn.token(value, visit.address());
        }
        if (parts[0].equalsIgnoreCase("Basic") && (visit.secure() || LOOPBACK.contains(visit.address()))) {
            return basic(value, visit.address());
        }
        return Optional.empty();
    }

    private Optional<Person> basic(String value, String address) throws TooManyException, IOException {
        String text;
        try {
            text = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : signIn.repeated(text.substring(0, colon), text.substring(colon + 1), address);
    }

    /** A browser is shown where to sign in; a program is told what is missing. */
    private static Verdict unknown(Visit visit) {
        boolean browser = visit.method().equals("GET")
                && visit.header("authorization").isEmpty()
                && visit.header("accept")
                        .filter(accept -> accept.contains("text/html"))
                        .isPresent();
        if (browser) {
            return new Refused(
                    SEE_OTHER,
                    "sign in at /login",
                    Map.of("Location", "/login?to=" + visit.path().replaceAll("[^A-Za-z0-9/._-]", "")));
        }
        return new Refused(
                UNAUTHORIZED,
                "this needs an account or a token",
                // Not Basic, which has browsers show a box of their own over the page.
                Map.of("WWW-Authenticate", "Bearer realm=\"Rollcall\""));
    }
}
