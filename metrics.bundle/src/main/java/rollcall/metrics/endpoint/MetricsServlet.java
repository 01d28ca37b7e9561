package rollcall.metrics.endpoint;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.metrics.collect.Whiteboard;

/** {@code GET /metrics}: the predecessor's JSON, or what {@code Accept} asks for. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/metrics")
public final class MetricsServlet extends FiguresServlet {
    private static final long serialVersionUID = 1L;

    @Activate
    public MetricsServlet(@Reference Whiteboard whiteboard) {
        super(whiteboard);
    }

    @Override
    Format format(HttpServletRequest request) {
        return Format.of(request.getHeader("Accept"));
    }
}
