package rollcall.dashboard.api;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.dashboard.endpoint.JsonServlet;
import rollcall.dashboard.operation.LogLevels;
import rollcall.dashboard.operation.Operations;
import rollcall.dashboard.page.Page;
import rollcall.store.StoreException;

/** What programs may have the terminal do, by {@code POST}; each answers with what was said about it. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({
    "/api/v1/queue/flush",
    "/api/v1/queue/requeue",
    "/api/v1/camera/restart",
    "/api/v1/backups",
    "/api/v1/log/level"
})
public final class DeedsServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;
    private static final int CONFLICT = 409;

    private final transient Operations operations;

    @Activate
    public DeedsServlet(@Reference Operations operations) {
        this.operations = operations;
    }

    @Override
    protected boolean changes() {
        return true;
    }

    @Override
    protected Answer answer(HttpServletRequest request) {
        return error(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "only POST is allowed here");
    }

    @Override
    protected Answer change(HttpServletRequest request)
            throws BadRequestException, StoreException, InterruptedException, IOException {
        String who = String.valueOf(request.getRemoteUser());
        try {
            String said =
                    switch (request.getServletPath()) {
                        case "/api/v1/queue/flush" -> {
                            none(request);
                            yield operations.command(who, "sync", "now");
                        }
                        case "/api/v1/queue/requeue" -> requeue(request, who);
                        case "/api/v1/camera/restart" -> {
                            none(request);
                            operations.restartCamera(who);
                            yield "the camera was stopped and started again";
                        }
                        case "/api/v1/backups" -> {
                            none(request);
                            yield operations.command(who, "backup", "");
                        }
                        default -> level(request, who);
                    };
            return new Answer(HttpServletResponse.SC_OK, json -> json.writeStringField("done", said));
        } catch (Page.Refusal e) {
            return error(CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    private static void none(HttpServletRequest request) throws BadRequestException {
        new Inputs(request).text("");
    }

    private String requeue(HttpServletRequest request, String who)
            throws BadRequestException, Page.Refusal, StoreException, InterruptedException, IOException {
        String id = new Inputs(request, "id").required("id");
        if (!id.matches("all|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw new BadRequestException("id", "is neither the id of a scan nor the word all");
        }
        return operations.command(who, "sync", "requeue", id);
    }

    private String level(HttpServletRequest request, String who)
            throws BadRequestException, StoreException, InterruptedException, IOException {
        Inputs inputs = new Inputs(request, "logger", "level", "minutes");
        String logger = inputs.required("logger");
        String level = inputs.required("level");
        int minutes = inputs.number("minutes", 15, 1, (int) LogLevels.LONGEST.toMinutes());
        if (!logger.matches("[a-z][a-z0-9.]{0,99}")) {
            throw new BadRequestException("logger", "is no name of a logger such as rollcall.sync");
        }
        if (!LogLevels.LEVELS.contains(level)) {
            throw new BadRequestException("level", "is none of " + LogLevels.LEVELS);
        }
        operations.logLevel(who, logger, level, Duration.ofMinutes(minutes));
        return logger + " says " + level + " for " + minutes + " minutes";
    }
}
