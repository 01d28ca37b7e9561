package rollcall.dashboard.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import rollcall.dashboard.settings.Settings;
import rollcall.dashboard.settings.Settings.Shown;

/** {@code GET /config}: the configuration in force as a tree; secrets and what no bundle knows are masked. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/config")
public final class ConfigServlet extends JsonServlet {
    private static final long serialVersionUID = 1L;

    /** Where plain values at the top of the file are kept. */
    private static final String TOP = "terminal";

    private final transient Settings settings;

    @Activate
    public ConfigServlet(@Reference Settings settings) {
        this.settings = settings;
    }

    @Override
    protected Answer answer(HttpServletRequest request) throws IOException {
        Map<String, Map<String, Shown>> sections = settings.inForce();
        return new Answer(HttpServletResponse.SC_OK, json -> {
            for (Map.Entry<String, Map<String, Shown>> section : sections.entrySet()) {
                Map<String, Object> tree = tree(section.getValue());
                if (section.getKey().equals(TOP)) {
                    writeFields(json, tree);
                } else {
                    json.writeObjectFieldStart(section.getKey());
                    writeFields(json, tree);
                    json.writeEndObject();
                }
            }
        });
    }

    /** Keys with dots as the objects in objects that they stand for. */
    static Map<String, Object> tree(Map<String, Shown> values) {
        Map<String, Object> tree = new LinkedHashMap<>();
        values.forEach((name, shown) -> {
            Map<String, Object> place = tree;
            String rest = name;
            for (int dot = rest.indexOf('.'); dot > 0; dot = rest.indexOf('.')) {
                Object inner = place.computeIfAbsent(rest.substring(0, dot), part -> new LinkedHashMap<>());
                if (!(inner instanceof Map<?, ?>)) {
                    // A plain value stands there already; the rest stays one name.
                    break;
                }
                place = objects(inner);
                rest = rest.substring(dot + 1);
            }
            place.put(rest, shown.value());
        });
        return tree;
    }

    @SuppressWarnings("unchecked") // made above, and nothing else puts maps there
    private static Map<String, Object> objects(Object map) {
        return (Map<String, Object>) map;
    }

    private static void writeFields(JsonGenerator json, Map<String, Object> tree) throws IOException {
        for (Map.Entry<String, Object> field : tree.entrySet()) {
            json.writeFieldName(field.getKey());
            write(json, field.getValue());
        }
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?>) {
            json.writeStartObject();
            writeFields(json, objects(value));
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(json, each);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            json.writeNumber(number.doubleValue());
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
