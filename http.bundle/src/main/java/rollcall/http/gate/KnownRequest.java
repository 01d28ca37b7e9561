package rollcall.http.gate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.access.Person;
import rollcall.access.Role;

/** A request of somebody the gate knows, or of nobody; servlets ask it in the servlet standard's own words. */
final class KnownRequest extends HttpServletRequestWrapper {
    private final Optional<Person> person;

    KnownRequest(HttpServletRequest request, Optional<Person> person) {
        super(request);
        this.person = person;
    }

    @Override
    public @Nullable String getRemoteUser() {
        return person.map(Person::name).orElse(null);
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return person.<Principal>map(known -> known::name).orElse(null);
    }

    @Override
    public boolean isUserInRole(String role) {
        return person.isPresent()
                && Role.of(role).filter(person.get().role()::includes).isPresent();
    }
}
