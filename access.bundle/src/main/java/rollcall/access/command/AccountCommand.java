package rollcall.access.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.access.Person;
import rollcall.access.Role;
import rollcall.access.account.Accounts;
import rollcall.access.gate.SignIn;
import rollcall.access.record.AccessRecord;
import rollcall.access.session.Sessions;

/** The command {@code account}: {@code list}, {@code set NAME ROLE PASSWORD}, {@code remove NAME}. */
@Component(
        service = BiFunction.class,
        property = {"rollcall.command=account", "rollcall.command.running=running"})
public final class AccountCommand implements BiFunction<List<String>, Consumer<String>, Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final String ACTOR = "command-line";

    private final Accounts accounts;
    private final Sessions sessions;
    private final SignIn signIn;
    private final AccessRecord record;

    @Activate
    public AccountCommand(
            @Reference Accounts accounts,
            @Reference Sessions sessions,
            @Reference SignIn signIn,
            @Reference AccessRecord record) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.signIn = signIn;
        this.record = record;
    }

    @Override
    public Integer apply(List<String> arguments, Consumer<String> out) {
        try {
            String what = String.join(" ", arguments.stream().limit(1).toList()) + arguments.size();
            switch (what) {
                case "list1" ->
                    accounts.list()
                            .forEach(person -> out.accept(
                                    person.name() + " " + person.role().word()));
                case "set4" -> set(arguments.get(1), arguments.get(2), arguments.get(3), out);
                case "remove2" -> remove(arguments.get(1), out);
                default ->
                    throw new IllegalArgumentException("list, set NAME ROLE PASSWORD or remove NAME is expected");
            }
            return DONE;
        } catch (IOException | IllegalArgumentException e) {
            out.accept("! " + e.getMessage());
            return FAILED;
        }
    }

    private void set(String name, String word, String password, Consumer<String> out) throws IOException {
        Optional<Role> role = word.isEmpty() ? accounts.find(name).map(Person::role) : Role.of(word);
        if (role.isEmpty()) {
            throw new IllegalArgumentException("a new account needs a role: metrics, viewer, operator or admin");
        }
        accounts.set(name, role.get(), password);
        ended(name);
        record.changed(ACTOR, "account.set", name, role.get().word());
        out.accept("account " + name + " (" + role.get().word()
                + ") has this password from now on; its sessions have ended");
    }

    private void remove(String name, Consumer<String> out) throws IOException {
        if (!accounts.remove(name)) {
            throw new IllegalArgumentException("there is no account " + name);
        }
        ended(name);
        record.changed(ACTOR, "account.removed", name, "its sessions have ended");
        out.accept("account " + name + " is removed; its sessions have ended");
    }

    private void ended(String name) {
        sessions.revokeAll(name);
        signIn.forget();
    }
}
