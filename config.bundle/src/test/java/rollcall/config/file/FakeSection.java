package rollcall.config.file;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** What a bundle says about its section, as Felix Metatype would hand it out. */
final class FakeSection implements ObjectClassDefinition {
    private final List<AttributeDefinition> attributes = new ArrayList<>();

    /** Adds a key with a default, so that it need not stand in the file. */
    FakeSection with(String key, int type, String description) {
        attributes.add(new Attribute(key, type, 0, description, new String[] {"x"}, Long.MIN_VALUE, Long.MAX_VALUE));
        return this;
    }

    FakeSection required(String key, String description) {
        attributes.add(
                new Attribute(key, AttributeDefinition.STRING, 0, description, null, Long.MIN_VALUE, Long.MAX_VALUE));
        return this;
    }

    FakeSection number(String key, long min, long max, String description) {
        attributes.add(new Attribute(key, AttributeDefinition.INTEGER, 0, description, new String[] {"1"}, min, max));
        return this;
    }

    FakeSection list(String key, String description) {
        attributes.add(new Attribute(
                key, AttributeDefinition.STRING, 100, description, new String[0], Long.MIN_VALUE, Long.MAX_VALUE));
        return this;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Attribute(
            String id, int type, int cardinality, String description, String @Nullable [] standard, long min, long max)
            implements AttributeDefinition {
        @Override
        public String getName() {
            return id;
        }

        @Override
        public String getID() {
            return id;
        }

        @Override
        public String getDescription() {
            return description;
        }

        @Override
        public int getCardinality() {
            return cardinality;
        }

        @Override
        public int getType() {
            return type;
        }

        @Override
        public String @Nullable [] getOptionValues() {
            return null;
        }

        @Override
        public String @Nullable [] getOptionLabels() {
            return null;
        }

        /** With the words of Felix Metatype 1.2.4. */
        @Override
        public @Nullable String validate(String value) {
            if (type != INTEGER) {
                return null;
            }
            long number = Long.parseLong(value);
            if (number > max) {
                return "%greater than maximum";
            }
            return number < min ? "%less than minimum" : "";
        }

        @Override
        public String @Nullable [] getDefaultValue() {
            return standard;
        }
    }

    @Override
    public String getName() {
        return "test";
    }

    @Override
    public String getID() {
        return "test";
    }

    @Override
    public String getDescription() {
        return "test";
    }

    @Override
    public AttributeDefinition[] getAttributeDefinitions(int filter) {
        return attributes.toArray(new AttributeDefinition[0]);
    }

    @Override
    public @Nullable InputStream getIcon(int size) {
        return null;
    }
}
