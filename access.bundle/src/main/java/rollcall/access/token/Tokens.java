package rollcall.access.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.access.Person;
import rollcall.access.Role;
import rollcall.access.file.SecretFile;

/**
 * What programs show instead of a password: 256 random bits, shown once and kept as their SHA-256 in {@code secrets/tokens}, a line
 * {@code NAME:ROLE:EXPIRES:HASH} for each. The token of the command line, {@code secrets/admin-token}, opens the pages, too.
 *
 * <p>May be used from any thread.
 */
@Component(service = Tokens.class)
public final class Tokens {
    /** What a token begins with, so that it is known for one where it was left lying about. */
    public static final String PREFIX = "rollcall_";

    private static final int BYTES = 32;
    private static final int FIELDS = 4;
    private static final Person COMMAND_LINE = new Person("command-line", Role.ADMIN);

    private final SecretFile file;
    private final SecretFile adminToken;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Token> tokens = new TreeMap<>();

    /**
     * A token as people may see it.
     *
     * @param expires when it opens nothing any more
     */
    public record Token(Person person, Instant expires, String hash) {
        @Override
        public String toString() {
            return person.name() + " (" + person.role().word() + ", until " + expires + ")";
        }
    }

    @Activate
    public Tokens(BundleContext context) throws IOException {
        this(Path.of(String.valueOf(context.getProperty("rollcall.home"))).resolve("secrets"), Clock.systemUTC());
    }

    Tokens(Path secrets, Clock clock) throws IOException {
        this.file = new SecretFile(secrets.resolve("tokens"));
        this.adminToken = new SecretFile(secrets.resolve("admin-token"));
        this.clock = clock;
        int number = 0;
        for (String line : file.lines()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                Token token = token(line, number);
                tokens.put(token.person().name(), token);
            }
        }
    }

    private Token token(String line, int number) throws IOException {
        String[] parts = line.split(":", FIELDS);
        Optional<Role> role = parts.length == FIELDS ? Role.of(parts[1]) : Optional.empty();
        if (role.isEmpty()
                || !Person.isName(parts[0])
                || !parts[2].matches("[0-9]{1,12}")
                || !parts[3].matches("[0-9a-f]{64}")) {
            throw new IOException(
                    file + " line " + number
                            + " is no token: NAME:ROLE:EXPIRES:HASH is expected; nobody is let in until it is mended or the file removed");
        }
        return new Token(new Person(parts[0], role.get()), Instant.ofEpochSecond(Long.parseLong(parts[2])), parts[3]);
    }

    /** Whose token it is, if it is one and has not expired. */
    public Optional<Person> check(String given) throws IOException {
        String hash = hash(given);
        for (String line : adminToken.lines()) {
            if (MessageDigest.isEqual(bytes(hash(line.strip())), bytes(hash))) {
                return Optional.of(COMMAND_LINE);
            }
        }
        synchronized (this) {
            Instant now = clock.instant();
            return tokens.values().stream()
                    .filter(token ->
                            MessageDigest.isEqual(bytes(token.hash()), bytes(hash)) && now.isBefore(token.expires()))
                    .map(Token::person)
                    .findFirst();
        }
    }

    /**
     * Makes a token and returns what it is, which nobody can tell afterwards.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    public synchronized String make(String name, Role role, Instant expires) throws IOException {
        Person person = new Person(name, role);
        if (tokens.containsKey(name)) {
            throw new IllegalArgumentException("there is a token " + name + "; revoke it first or choose another name");
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tokens.put(name, new Token(person, expires, hash(text)));
        try {
            write();
        } catch (IOException e) {
            tokens.remove(name);
            throw e;
        }
        return text;
    }

    /** Makes a token worthless; false if there is none of that name. */
    public synchronized boolean revoke(String name) throws IOException {
        Token before = tokens.remove(name);
        if (before == null) {
            return false;
        }
        try {
            write();
        } catch (IOException e) {
            tokens.put(name, before);
            throw e;
        }
        return true;
    }

    private void write() throws IOException {
        List<String> lines = new ArrayList<>();
        tokens.values()
                .forEach(token -> lines.add(token.person().name() + ":"
                        + token.person().role().word() + ":" + token.expires().getEpochSecond() + ":" + token.hash()));
        file.write(lines);
    }

    /** All of them, by name. */
    public synchronized List<Token> list() {
        return List.copyOf(tokens.values());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
