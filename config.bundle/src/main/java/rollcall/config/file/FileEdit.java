package rollcall.config.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.metatype.AttributeDefinition;

/** Writes the file anew with some of its values changed; variables such as {@code ${NAME}} stay what they are. */
final class FileEdit {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> root;

    private FileEdit(Map<String, Object> root) {
        this.root = root;
    }

    static FileEdit of(byte[] content) throws IOException {
        try (JsonParser json = JSON.createParser(content)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the file must be one object in braces");
            }
            return new FileEdit(object(json));
        }
    }

    private static Map<String, Object> object(JsonParser json) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            object.put(name, value(json));
        }
        return object;
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> json.getText();
        };
    }

    /** Changes a value; without values it is taken out. */
    void set(String section, String key, AttributeDefinition attribute, List<String> values) {
        Map<String, Object> place = inner(root, section);
        String rest = key;
        for (int dot = rest.indexOf('.'); dot > 0; dot = rest.indexOf('.')) {
            place = inner(place, rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
        if (values.isEmpty()) {
            place.remove(rest);
        } else if (attribute.getCardinality() == 0) {
            place.put(rest, typed(values.get(0), attribute.getType()));
        } else {
            place.put(
                    rest,
                    values.stream()
                            .map(value -> typed(value, attribute.getType()))
                            .toList());
        }
    }

    @SuppressWarnings("unchecked") // made above, and nothing else puts maps there
    private static Map<String, Object> inner(Map<String, Object> outer, String name) {
        Object inner = outer.get(name);
        if (!(inner instanceof Map<?, ?>)) {
            inner = new LinkedHashMap<String, Object>();
            outer.put(name, inner);
        }
        return (Map<String, Object>) inner;
    }

    /** As the file has it; a text that is no number stays one, and the check says so. */
    private static Object typed(String text, int type) {
        String stripped = text.strip();
        boolean whole = type == AttributeDefinition.INTEGER || type == AttributeDefinition.LONG;
        if (whole && stripped.matches("-?[0-9]{1,18}")) {
            return Long.valueOf(stripped);
        }
        boolean broken = type == AttributeDefinition.DOUBLE || type == AttributeDefinition.FLOAT;
        if (broken && stripped.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            return Double.valueOf(stripped);
        }
        if (type == AttributeDefinition.BOOLEAN && stripped.matches("true|false")) {
            return Boolean.valueOf(stripped);
        }
        return text;
    }

    byte[] content() throws IOException {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(indent);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.setPrettyPrinter(printer);
            write(json, root);
        }
        out.write('\n');
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> object) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : object.entrySet()) {
                json.writeFieldName(String.valueOf(field.getKey()));
                write(json, field.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(json, each);
            }
            json.writeEndArray();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
