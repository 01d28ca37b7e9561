package rollcall.access.command;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.access.Role;
import rollcall.access.record.AccessRecord;
import rollcall.access.token.Tokens;

/** The command {@code token}: {@code list}, {@code create NAME ROLE DAYS}, {@code revoke NAME}. */
@Component(
        service = BiFunction.class,
        property = {"rollcall.command=token", "rollcall.command.running=running"})
public final class TokenCommand implements BiFunction<List<String>, Consumer<String>, Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MOST_DAYS = 3_650;
    private static final String ACTOR = "command-line";

    private final Tokens tokens;
    private final AccessRecord record;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public TokenCommand(@Reference Tokens tokens, @Reference AccessRecord record) {
        this.tokens = tokens;
        this.record = record;
    }

    @Override
    public Integer apply(List<String> arguments, Consumer<String> out) {
        try {
            String what = String.join(" ", arguments.stream().limit(1).toList()) + arguments.size();
            switch (what) {
                case "list1" -> tokens.list().forEach(token -> out.accept(token.toString()));
                case "create4" -> create(arguments.get(1), arguments.get(2), arguments.get(3), out);
                case "revoke2" -> revoke(arguments.get(1), out);
                default -> throw new IllegalArgumentException("list, create NAME ROLE DAYS or revoke NAME is expected");
            }
            return DONE;
        } catch (IOException | IllegalArgumentException e) {
            out.accept("! " + e.getMessage());
            return FAILED;
        }
    }

    private void create(String name, String word, String days, Consumer<String> out) throws IOException {
        Role role = Role.of(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no role " + word + ": metrics, viewer, operator or admin is expected"));
        if (!days.matches("[1-9][0-9]{0,3}") || Integer.parseInt(days) > MOST_DAYS) {
            throw new IllegalArgumentException("a token is good for 1 to " + MOST_DAYS + " days");
        }
        Instant expires = clock.instant().plus(Duration.ofDays(Integer.parseInt(days)));
        String token = tokens.make(name, role, expires);
        record.changed(ACTOR, "token.created", name, role.word() + " until " + expires);
        out.accept(token);
        out.accept("! this is shown once; send it as: Authorization: Bearer " + Tokens.PREFIX + "...");
    }

    private void revoke(String name, Consumer<String> out) throws IOException {
        if (!tokens.revoke(name)) {
            throw new IllegalArgumentException("there is no token " + name);
        }
        record.changed(ACTOR, "token.revoked", name, "it opens nothing any more");
        out.accept("token " + name + " opens nothing any more");
    }
}
