package rollcall.access.people;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.access.People;
import rollcall.access.Person;
import rollcall.access.Role;
import rollcall.access.account.Accounts;
import rollcall.access.gate.SignIn;
import rollcall.access.record.AccessRecord;
import rollcall.access.session.Sessions;
import rollcall.access.token.Tokens;

/** The {@link People} of this terminal. */
@Component(service = People.class)
public final class PeopleDesk implements People {
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final Accounts accounts;
    private final Tokens tokens;
    private final Sessions sessions;
    private final SignIn signIn;
    private final AccessRecord record;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public PeopleDesk(
            @Reference Accounts accounts,
            @Reference Tokens tokens,
            @Reference Sessions sessions,
            @Reference SignIn signIn,
            @Reference AccessRecord record) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.sessions = sessions;
        this.signIn = signIn;
        this.record = record;
    }

    @Override
    public List<Person> accounts() {
        return accounts.list();
    }

    @Override
    public List<Token> tokens() {
        return tokens.list().stream()
                .map(token -> new Token(token.person(), token.expires()))
                .toList();
    }

    @Override
    public List<Session> sessions() {
        return sessions.list().stream()
                .map(seen -> new Session(seen.id(), seen.person(), seen.address(), seen.age(), seen.idle()))
                .toList();
    }

    @Override
    public void setAccount(String who, String name, Role role, String password) throws IOException {
        accounts.set(name, role, password);
        ended(name);
        record.changed(who, "account.set", name, role.word());
    }

    @Override
    public boolean removeAccount(String who, String name) throws IOException {
        if (!accounts.remove(name)) {
            return false;
        }
        ended(name);
        record.changed(who, "account.removed", name, "its sessions have ended");
        return true;
    }

    private void ended(String name) {
        sessions.revokeAll(name);
        signIn.forget();
    }

    @Override
    public String makeToken(String who, String name, Role role, Duration period) throws IOException {
        if (period.toDays() < 1 || period.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a token is good for 1 to " + LONGEST.toDays() + " days");
        }
        Instant expires = clock.instant().plus(period);
        String token = tokens.make(name, role, expires);
        record.changed(who, "token.created", name, role.word() + " until " + expires);
        return token;
    }

    @Override
    public boolean revokeToken(String who, String name) throws IOException {
        if (!tokens.revoke(name)) {
            return false;
        }
        record.changed(who, "token.revoked", name, "it opens nothing any more");
        return true;
    }

    @Override
    public boolean endSession(String who, String id) {
        if (!sessions.revoke(id)) {
            return false;
        }
        record.changed(who, "session.ended", id.substring(0, 12), "by somebody else");
        return true;
    }
}
