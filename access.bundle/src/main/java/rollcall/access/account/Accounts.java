package rollcall.access.account;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.access.Person;
import rollcall.access.Role;
import rollcall.access.file.SecretFile;

/**
 * The accounts of this terminal, in {@code secrets/accounts}: a line {@code NAME:ROLE:HASH} for each. There is always one to begin
 * with: the first start makes {@code admin} with a random password and writes that into {@code secrets/admin-password}; where the
 * environment has {@code ROLLCALL_ADMIN_PASSWORD}, that is it, at every start.
 *
 * <p>May be used from any thread.
 */
@Component(service = Accounts.class)
public final class Accounts {
    public static final int SHORTEST = 8;
    public static final int LONGEST = 128;

    private static final System.Logger LOG = System.getLogger("rollcall.access");
    private static final String ADMIN = "admin";
    private static final String ENVIRONMENT = "ROLLCALL_ADMIN_PASSWORD";

    /** Without letters and digits that look alike; 20 of 31 are 99 bits. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int RANDOM_LENGTH = 20;
    private static final int GROUP = 5;

    private final SecretFile file;
    private final SecretFile firstPassword;
    private final PasswordHash hashes;
    private final Map<String, Account> accounts = new TreeMap<>();

    /** Of the form of a hash and that of no password: compared with where there is no account, so that both take the same time. */
    private final String nobody;

    private record Account(Person person, String hash) {}

    @Activate
    public Accounts(BundleContext context) throws IOException {
        this(
                Path.of(String.valueOf(context.getProperty("rollcall.home"))).resolve("secrets"),
                new PasswordHash(),
                Optional.ofNullable(System.getenv(ENVIRONMENT)));
    }

    Accounts(Path secrets, PasswordHash hashes, Optional<String> given) throws IOException {
        this.file = new SecretFile(secrets.resolve("accounts"));
        this.firstPassword = new SecretFile(secrets.resolve("admin-password"));
        this.hashes = hashes;
        this.nobody = hashes.ofNobody();
        read();
        if (given.isPresent()) {
            if (!right(ADMIN, given.get())) {
                set(ADMIN, Role.ADMIN, given.get());
            }
        } else if (accounts.values().stream().noneMatch(each -> each.person().role() == Role.ADMIN)) {
            String password = randomPassword();
            // First the password: an account whose password nobody has cannot be helped.
            firstPassword.write(List.of(password));
            set(ADMIN, Role.ADMIN, password);
            LOG.log(System.Logger.Level.INFO, "the account admin is made; its password is in {0}", firstPassword);
        }
    }

    private void read() throws IOException {
        int number = 0;
        for (String line : file.lines()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(":", 3);
            Optional<Role> role = parts.length == 3 ? Role.of(parts[1]) : Optional.empty();
            if (role.isEmpty() || !Person.isName(parts[0]) || !PasswordHash.isHash(parts[2])) {
                throw new IOException(
                        file + " line " + number
                                + " is no account: NAME:ROLE:HASH is expected; nobody is let in until it is mended or the file removed");
            }
            accounts.put(parts[0], new Account(new Person(parts[0], role.get()), parts[2]));
        }
    }

    private static String randomPassword() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            password.append(i > 0 && i % GROUP == 0 ? "-" : "")
                    .append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    private boolean right(String name, String password) {
        Account account = accounts.get(name);
        return account != null && hashes.isRight(password, account.hash());
    }

    /** Whose password it is; takes as long where there is no such account. */
    public Optional<Person> check(String name, String password) throws IOException {
        Account account;
        synchronized (this) {
            account = accounts.get(name);
        }
        boolean right = hashes.isRight(password, account == null ? nobody : account.hash());
        if (account == null || !right) {
            return Optional.empty();
        }
        if (hashes.isOld(account.hash())) {
            set(name, account.person().role(), password);
        }
        return Optional.of(account.person());
    }

    /**
     * Makes an account or gives it another role or password; durable when the call returns.
     *
     * @throws IllegalArgumentException if name or password is not allowed; the message says why
     */
    public void set(String name, Role role, String password) throws IOException {
        Person person = new Person(name, role);
        if (password.length() < SHORTEST || password.length() > LONGEST || password.equalsIgnoreCase(name)) {
            throw new IllegalArgumentException("a password of " + password.length() + " characters: " + SHORTEST
                    + " to " + LONGEST + " are allowed, and not the account's name");
        }
        Account account = new Account(person, hashes.make(password));
        synchronized (this) {
            Account before = accounts.put(name, account);
            try {
                write();
            } catch (IOException e) {
                restore(name, before);
                throw e;
            }
        }
    }

    /**
     * Removes an account; false if there is none.
     *
     * @throws IllegalArgumentException if nobody would be left who may do everything
     */
    public synchronized boolean remove(String name) throws IOException {
        Account before = accounts.get(name);
        if (before == null) {
            return false;
        }
        boolean otherAdmin = accounts.values().stream()
                .anyMatch(each -> each.person().role() == Role.ADMIN
                        && !each.person().name().equals(name));
        if (!otherAdmin) {
            throw new IllegalArgumentException("nobody else is admin; make another admin first");
        }
        accounts.remove(name);
        try {
            write();
        } catch (IOException e) {
            restore(name, before);
            throw e;
        }
        return true;
    }

    private void restore(String name, @Nullable Account before) {
        if (before == null) {
            accounts.remove(name);
        } else {
            accounts.put(name, before);
        }
    }

    private void write() throws IOException {
        List<String> lines = new ArrayList<>();
        accounts.values()
                .forEach(each -> lines.add(
                        each.person().name() + ":" + each.person().role().word() + ":" + each.hash()));
        file.write(lines);
    }

    /** All of them, by name. */
    public synchronized List<Person> list() {
        return accounts.values().stream().map(Account::person).toList();
    }

    /** The account of that name. */
    public synchronized Optional<Person> find(String name) {
        return Optional.ofNullable(accounts.get(name)).map(Account::person);
    }
}
