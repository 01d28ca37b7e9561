package rollcall.access.account;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import rollcall.access.Role;

/** Accounts whose passwords are checked fast. */
public final class TestAccounts {
    private TestAccounts() {}

    public static Accounts with(Path secrets, String name, Role role, String password) throws IOException {
        Accounts accounts = new Accounts(secrets, new PasswordHash(10), Optional.empty());
        accounts.set(name, role, password);
        return accounts;
    }
}
