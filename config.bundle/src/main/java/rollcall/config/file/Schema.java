package rollcall.config.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * What the installed bundles say about their sections: keys, types and ranges, from their metatype.
 *
 * <p>So this bundle checks a file without knowing any of its siblings.
 */
final class Schema {
    /** The PID of a section is this and its name. */
    static final String PREFIX = "rollcall.";

    private final Map<String, Map<String, AttributeDefinition>> sections = new TreeMap<>();

    /** Collects from all bundles. */
    static Schema of(MetaTypeService metatype, Iterable<Bundle> bundles) {
        Schema schema = new Schema();
        for (Bundle bundle : bundles) {
            @Nullable MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
            if (information == null || information.getPids() == null) {
                continue;
            }
            for (String pid : information.getPids()) {
                if (pid.startsWith(PREFIX)) {
                    schema.add(pid.substring(PREFIX.length()), information.getObjectClassDefinition(pid, null));
                }
            }
        }
        return schema;
    }

    /** Two bundles may read one section; each knows its own keys of it. */
    void add(String section, ObjectClassDefinition definition) {
        Map<String, AttributeDefinition> keys = sections.computeIfAbsent(section, name -> new HashMap<>());
        for (AttributeDefinition attribute : definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            keys.put(attribute.getID(), attribute);
        }
    }

    /**
     * The same, and for sections that no bundle speaks of now what was said of them before: a bundle that is being replaced
     * is silent for a moment, and its section must not fall back to raw text meanwhile.
     */
    Schema backedBy(Schema before) {
        Schema both = new Schema();
        both.sections.putAll(before.sections);
        both.sections.putAll(sections);
        return both;
    }

    Set<String> sections() {
        return sections.keySet();
    }

    Set<String> keys(String section) {
        return sections.getOrDefault(section, Map.of()).keySet();
    }

    Optional<AttributeDefinition> attribute(String section, String key) {
        return Optional.ofNullable(sections.getOrDefault(section, Map.of()).get(key));
    }

    /** The keys of a section that have no default and must stand in the file. */
    List<String> required(String section) {
        List<String> required = new ArrayList<>();
        sections.getOrDefault(section, Map.of()).forEach((key, attribute) -> {
            if (attribute.getDefaultValue() == null && attribute.getCardinality() == 0) {
                required.add(key);
            }
        });
        return required;
    }
}
