package rollcall.access.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.access.Person;
import rollcall.access.account.Accounts;
import rollcall.access.guess.Guesses;
import rollcall.access.record.AccessRecord;
import rollcall.access.token.Tokens;

/** Checks passwords and tokens, slowly for who guesses. May be used from any thread. */
@Component(service = SignIn.class)
public final class SignIn {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MOST_REMEMBERED = 64;
    private static final int KEY_BYTES = 32;

    private final Accounts accounts;
    private final Tokens tokens;
    private final Guesses guesses;
    private final AccessRecord record;
    private final LongSupplier nanoTime;

    /** Programs that send a password with each request would cost a hash each time: right ones are known by a keyed hash for a while. */
    private final SecretKeySpec key;

    private final Map<String, Known> known = new LinkedHashMap<>();

    private record Known(Person person, long until) {}

    @Activate
    public SignIn(@Reference Accounts accounts, @Reference Tokens tokens, @Reference AccessRecord record) {
        this(accounts, tokens, record, System::nanoTime);
    }

    SignIn(Accounts accounts, Tokens tokens, AccessRecord record, LongSupplier nanoTime) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.record = record;
        this.nanoTime = nanoTime;
        this.guesses = new Guesses(nanoTime);
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** Too many were wrong: the next attempt has to wait. */
    public static final class TooManyException extends Exception {
        private static final long serialVersionUID = 1L;

        private final long seconds;

        TooManyException(Duration wait) {
            super("too many wrong attempts");
            this.seconds = wait.plusMillis(999).toSeconds();
        }

        /** How long to wait, in whole seconds. */
        public long seconds() {
            return seconds;
        }
    }

    /** Whose password it is. */
    public Optional<Person> password(String name, String password, String address)
            throws TooManyException, IOException {
        String account = Person.isName(name) ? name : "";
        refuseGuessers(account, address);
        Optional<Person> person =
                password.length() > Accounts.LONGEST ? Optional.empty() : accounts.check(account, password);
        if (person.isPresent()) {
            guesses.right(account);
            record.signedIn(person.get(), address);
        } else {
            guesses.wrong(account, address);
            record.wrong(account, address);
        }
        return person;
    }

    /** As {@link #password}, for a program that sends it with each request. */
    Optional<Person> repeated(String name, String password, String address) throws TooManyException, IOException {
        String credential = keyed(name + '\0' + password);
        synchronized (known) {
            Known before = known.get(credential);
            if (before != null
                    && nanoTime.getAsLong() - before.until() < 0
                    && accounts.find(name).filter(before.person()::equals).isPresent()) {
                return Optional.of(before.person());
            }
            known.remove(credential);
        }
        Optional<Person> person = password(name, password, address);
        if (person.isPresent()) {
            synchronized (known) {
                if (known.size() >= MOST_REMEMBERED) {
                    known.remove(known.keySet().iterator().next());
                }
                known.put(credential, new Known(person.get(), nanoTime.getAsLong() + REMEMBERED.toNanos()));
            }
        }
        return person;
    }

    /** Forgets right passwords, because one of them is right no more. */
    public void forget() {
        synchronized (known) {
            known.clear();
        }
    }

    /** Whose token it is. */
    Optional<Person> token(String token, String address) throws TooManyException, IOException {
        Optional<Person> person = tokens.check(token);
        if (person.isEmpty()) {
            // Only who is wrong waits: a program with a right token may sit beside one that guesses.
            refuseGuessers("token", address);
            guesses.wrong("token", address);
            record.wrong("", address);
        }
        return person;
    }

    private void refuseGuessers(String account, String address) throws TooManyException {
        Optional<Duration> wait = guesses.wait(account, address);
        if (wait.isPresent()) {
            throw new TooManyException(wait.get());
        }
    }

    private String keyed(String credential) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(credential.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
