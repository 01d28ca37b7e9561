package rollcall.http.gate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.access.Person;
import rollcall.access.Role;
import rollcall.access.Verdict.Admitted;

/**
 * A request of somebody the gate knows, or of nobody; servlets ask it in the servlet standard's own words. The attribute
 * {@value #FORM_TOKEN} is what forms of this session have to send along.
 */
final class KnownRequest extends HttpServletRequestWrapper {
    static final String FORM_TOKEN = "rollcall.formToken";

    private final Optional<Person> person;

    KnownRequest(HttpServletRequest request, Admitted admitted) {
        super(request);
        this.person = admitted.person();
        request.setAttribute(FORM_TOKEN, admitted.formToken());
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
