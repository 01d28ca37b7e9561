package rollcall.dashboard.page;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /kiosk}: the page of the terminal's own screen. From this machine it needs no account. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/kiosk")
public final class KioskPageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Words> languages;

    @Activate
    public KioskPageServlet() throws IOException {
        this.languages = Words.all();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Words words = new Visitor(request, languages).words();
        Html html = new Html().markup("<!doctype html>\n").open("html", "lang", words.language());
        html.markup("<head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Rollcall</title>"
                + "<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\"><link rel=\"stylesheet\" href=\"/kiosk.css\">"
                + "<script src=\"/kiosk.js\" type=\"module\"></script></head>");
        html.open(
                "body",
                "data-offline",
                words.say("One moment"),
                "data-offline-reason",
                words.say("The terminal does not answer; trying again by itself."),
                "data-moment",
                words.say("One moment"),
                "data-hold",
                words.say("Hold a QR card up to the camera."));
        html.markup("<header><p id=\"clock\">&nbsp;</p><p id=\"date\"></p></header>");
        html.markup("<main id=\"status\" class=\"waiting\"><h1 id=\"word\" aria-live=\"assertive\">");
        html.text(words.say("One moment")).close("h1").open("p", "id", "reason").close("p");
        html.open("progress", "id", "progress", "max", "1", "hidden", "", "aria-label", words.say("Hold still"))
                .close("progress");
        html.close("main").open("footer").open("p").element("span", "\u2013", "id", "today");
        html.text(" " + words.say("accepted today")).close("p");
        html.markup("<p id=\"alert\" role=\"alert\"></p></footer></body></html>");
        byte[] body = html.toString().getBytes(StandardCharsets.UTF_8);
        response.setHeader("Content-Security-Policy", PageServlet.POLICY);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Type", "text/html; charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
