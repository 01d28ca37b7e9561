package rollcall.config.file;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Locale;
import org.osgi.service.metatype.AttributeDefinition;

/** Turns the texts of an entry into values of the type and range that its attribute has. */
final class Typed {
    private Typed() {}

    /** A value that does not fit; the message says why, without naming the key. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        Misfit(String message) {
            super(message);
        }
    }

    static Object value(Entry entry, AttributeDefinition attribute) throws Misfit {
        if (attribute.getCardinality() == 0) {
            if (entry.array()) {
                throw new Misfit("is a list where one value is expected");
            }
            return one(entry.values().get(0), attribute);
        }
        List<String> texts = entry.values();
        Object array = Array.newInstance(boxed(attribute.getType()), texts.size());
        for (int i = 0; i < texts.size(); i++) {
            Array.set(array, i, one(texts.get(i), attribute));
        }
        return array;
    }

    private static Object one(String text, AttributeDefinition attribute) throws Misfit {
        Object value;
        try {
            value = parse(text.strip(), text, attribute.getType());
        } catch (NumberFormatException e) {
            throw new Misfit("is not a "
                    + boxed(attribute.getType())
                            .getSimpleName()
                            .toLowerCase(Locale.ROOT)
                            .replace("integer", "whole number")
                            .replace("long", "whole number")
                            .replace("double", "number")
                            .replace("float", "number"));
        }
        String[] options = attribute.getOptionValues();
        if (options != null && options.length > 0 && !List.of(options).contains(text)) {
            throw new Misfit("is none of " + List.of(options));
        }
        // Felix answers "%greater than maximum" and the like; empty or null is approval.
        String complaint = options != null && options.length > 0 ? "" : attribute.validate(String.valueOf(value));
        if (complaint != null && !complaint.isEmpty()) {
            throw new Misfit("is "
                    + complaint.replace("%", "").replace("maximum", "allowed").replace("minimum", "allowed"));
        }
        return value;
    }

    private static Object parse(String stripped, String text, int type) throws Misfit {
        return switch (type) {
            case AttributeDefinition.INTEGER -> Integer.valueOf(stripped);
            case AttributeDefinition.LONG -> Long.valueOf(stripped);
            case AttributeDefinition.DOUBLE -> Double.valueOf(stripped);
            case AttributeDefinition.FLOAT -> Float.valueOf(stripped);
            case AttributeDefinition.BOOLEAN -> truth(stripped);
            default -> text;
        };
    }

    /** Only the two words: a text that Java would quietly take for false switched things off in the predecessor. */
    private static Boolean truth(String text) throws Misfit {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Misfit("is neither true nor false");
        };
    }

    private static Class<?> boxed(int type) {
        return switch (type) {
            case AttributeDefinition.INTEGER -> Integer.class;
            case AttributeDefinition.LONG -> Long.class;
            case AttributeDefinition.DOUBLE -> Double.class;
            case AttributeDefinition.FLOAT -> Float.class;
            case AttributeDefinition.BOOLEAN -> Boolean.class;
            default -> String.class;
        };
    }
}
