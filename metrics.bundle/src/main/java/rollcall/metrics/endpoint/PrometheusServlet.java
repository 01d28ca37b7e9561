package rollcall.metrics.endpoint;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.metrics.collect.Whiteboard;

/** {@code GET /metrics/prometheus}: text 0.0.4 for whoever asks. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/metrics/prometheus")
public final class PrometheusServlet extends FiguresServlet {
    private static final long serialVersionUID = 1L;

    @Activate
    public PrometheusServlet(@Reference Whiteboard whiteboard) {
        super(whiteboard);
    }

    @Override
    Format format(HttpServletRequest request) {
        return Format.TEXT;
    }
}
