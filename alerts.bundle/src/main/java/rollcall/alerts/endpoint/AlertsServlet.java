package rollcall.alerts.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.alert.Alert;
import rollcall.alert.Alerts;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Pending;

/**
 * {@code GET /api/v1/alerts}: what is wrong now, the newest events, and what channels refused for good. {@code POST
 * /api/v1/alerts/test}, {@code acknowledge}, {@code silence}: what people do, as JSON; who may is the gate's to say.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({
    AlertsServlet.PATH,
    AlertsServlet.PATH + "/test",
    AlertsServlet.PATH + "/acknowledge",
    AlertsServlet.PATH + "/silence"
})
public final class AlertsServlet extends HttpServlet {
    static final String PATH = "/api/v1/alerts";

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger("rollcall.alerts");
    private static final int LONGEST_SILENCE = 43_200;

    private final transient Alerts alerts;

    @Activate
    public AlertsServlet(@Reference Alerts alerts) {
        this.alerts = alerts;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String deed = request.getRequestURI().substring(PATH.length()).replace("/", "");
        String method = request.getMethod();
        boolean reading = method.equals("GET") || method.equals("HEAD");
        String allowed = deed.isEmpty() ? "GET, HEAD" : "POST";
        if (deed.isEmpty() ? !reading : !method.equals("POST")) {
            response.setHeader("Allow", allowed);
            Answer.error(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "only " + allowed + " is allowed here")
                    .send(response, false);
            return;
        }
        safely(request, deed).send(response, method.equals("HEAD"));
    }

    private Answer safely(HttpServletRequest request, String deed) throws IOException {
        try {
            if (deed.isEmpty()) {
                return overview();
            }
            String type = String.valueOf(request.getContentType());
            if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
                return Answer.error(
                        HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, "the body has to be application/json");
            }
            return done(request, deed);
        } catch (IllegalArgumentException e) {
            return Answer.error(HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            String id = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "request failed, error " + id, e);
            return Answer.error(
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "internal error " + id + "; the log says more");
        }
    }

    private Answer overview() {
        List<Alert> active = alerts.active();
        List<Notice> recent = alerts.recent();
        List<Pending> refused = alerts.refused();
        return Answer.ok(json -> {
            array(json, "active", active, AlertFields::alert);
            array(json, "recent", recent, AlertFields::event);
            array(json, "refused", refused, AlertFields::refused);
            json.writeNumberField("count", active.size());
        });
    }

    @FunctionalInterface
    private interface Element<T> {
        void write(JsonGenerator json, T element) throws IOException;
    }

    private static <T> void array(JsonGenerator json, String name, List<T> list, Element<T> element)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (T one : list) {
            element.write(json, one);
        }
        json.writeEndArray();
    }

    private Answer done(HttpServletRequest request, String deed) throws IOException {
        return switch (deed) {
            case "test" -> test(Wish.read(request, List.of("channel")));
            case "acknowledge" -> acknowledge(Wish.read(request, List.of("type", "source")), who(request));
            case "silence" -> silence(Wish.read(request, List.of("type", "source", "minutes", "reason")), who(request));
            default -> Answer.error(HttpServletResponse.SC_NOT_FOUND, "there is test, acknowledge and silence");
        };
    }

    private static String who(HttpServletRequest request) {
        @Nullable String user = request.getRemoteUser();
        return user == null ? "somebody" : user;
    }

    private Answer test(Wish wish) {
        long begin = System.nanoTime();
        Delivery delivery = alerts.test(wish.text("channel"));
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        return Answer.ok(json -> {
            json.writeStringField("channel", wish.text("channel"));
            json.writeStringField("outcome", delivery.outcome().name().toLowerCase(Locale.ROOT));
            json.writeStringField("answer", delivery.answer());
            json.writeNumberField("milliseconds", millis);
        });
    }

    private Answer acknowledge(Wish wish, String who) {
        String type = wish.text("type");
        String source = wish.text("source");
        if (!alerts.acknowledge(type, source, who)) {
            return Answer.error(
                    HttpServletResponse.SC_NOT_FOUND,
                    "no alert of this type and source is firing that nobody took yet");
        }
        LOG.log(System.Logger.Level.INFO, "{0} acknowledged {1} of {2}", who, type, source);
        return Answer.ok(json -> json.writeStringField("acknowledged_by", who));
    }

    private Answer silence(Wish wish, String who) {
        int minutes = wish.number("minutes", LONGEST_SILENCE);
        Instant until = Instant.now().plusSeconds(60L * minutes);
        alerts.silence(wish.text("type"), wish.text("source"), Duration.ofMinutes(minutes), who, wish.text("reason"));
        LOG.log(
                System.Logger.Level.INFO,
                "{0} silenced {1} of {2} until {3}",
                who,
                wish.text("type"),
                wish.text("source"),
                until);
        return Answer.ok(json -> {
            json.writeStringField("silenced_by", who);
            json.writeStringField("until", until.toString());
        });
    }
}
