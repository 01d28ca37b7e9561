package rollcall.dashboard.settings;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** The configuration in force, section by section, with secrets masked. May be used from any thread. */
@Component(service = Settings.class)
public final class Settings {
    private static final String PREFIX = "rollcall.";

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final MetaTypeService metatype;

    /**
     * A value as it may be shown.
     *
     * @param key what its bundle says of it; null if none does
     * @param value one of the JDK's own types, or a list of such
     */
    public record Shown(@Nullable Key key, Object value) {}

    /** What a bundle declared when it was last read. */
    private record Declared(long lastModified, Map<String, Map<String, Key>> sections) {}

    private final Map<Long, Declared> declared = new ConcurrentHashMap<>();

    @Activate
    public Settings(BundleContext context, @Reference ConfigurationAdmin admin, @Reference MetaTypeService metatype) {
        this.context = context;
        this.admin = admin;
        this.metatype = metatype;
    }

    /** What stands in the file, by section and key. */
    public Map<String, Map<String, Shown>> inForce() throws IOException {
        Map<String, Map<String, Key>> known = keys();
        Map<String, Map<String, Shown>> all = new TreeMap<>();
        for (Configuration configuration : configurations()) {
            String section = configuration.getPid().substring(PREFIX.length());
            Dictionary<String, Object> properties = configuration.getProperties();
            Map<String, Shown> values = all.computeIfAbsent(section, name -> new TreeMap<>());
            for (String name : Collections.list(properties.keys())) {
                if (!name.startsWith("service.") && !name.startsWith("felix.")) {
                    Key key = known.getOrDefault(section, Map.of()).get(name);
                    values.put(name, new Shown(key, shown(key, properties.get(name))));
                }
            }
        }
        return all;
    }

    private List<Configuration> configurations() throws IOException {
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + PREFIX + "*)");
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is fixed", e);
        }
    }

    private static Object shown(@Nullable Key key, Object value) {
        if (value.getClass().isArray()) {
            List<Object> shown = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                shown.add(shown(key, Array.get(value, i)));
            }
            return shown;
        }
        boolean plain = key != null && !key.secret() && !(value instanceof String);
        return plain ? value : Redaction.shown(key, String.valueOf(value));
    }

    /** One value of the configuration as text, for what is no secret. */
    public Optional<String> text(String section, String key) throws IOException {
        for (Configuration configuration : configurations()) {
            if (configuration.getPid().equals(PREFIX + section)) {
                return Optional.ofNullable(configuration.getProperties().get(key))
                        .map(String::valueOf);
            }
        }
        return Optional.empty();
    }

    /** What the bundles declare, by section and key. */
    public Map<String, Map<String, Key>> keys() {
        Map<String, Map<String, Key>> all = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            declared(bundle)
                    .forEach((section, keys) -> all.computeIfAbsent(section, name -> new TreeMap<>())
                            .putAll(keys));
        }
        return all;
    }

    /**
     * What one bundle declares; read once for each of its versions, and never while it does not run: Felix loses track of a
     * revision from which something is read while it is being closed, and cannot replace the bundle any more.
     */
    private Map<String, Map<String, Key>> declared(Bundle bundle) {
        Declared before = declared.get(bundle.getBundleId());
        if (bundle.getState() != Bundle.ACTIVE
                || (before != null && before.lastModified() == bundle.getLastModified())) {
            return before == null ? Map.of() : before.sections();
        }
        long lastModified = bundle.getLastModified();
        Map<String, Map<String, Key>> sections = read(bundle);
        declared.put(bundle.getBundleId(), new Declared(lastModified, sections));
        return sections;
    }

    private Map<String, Map<String, Key>> read(Bundle bundle) {
        Map<String, Map<String, Key>> all = new TreeMap<>();
        MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
        String[] pids = information == null ? null : information.getPids();
        for (String pid : pids == null ? new String[0] : pids) {
            if (pid.startsWith(PREFIX)) {
                add(all, pid.substring(PREFIX.length()), information.getObjectClassDefinition(pid, null));
            }
        }
        return all;
    }

    private static void add(Map<String, Map<String, Key>> all, String section, ObjectClassDefinition definition) {
        Map<String, Key> keys = all.computeIfAbsent(section, name -> new TreeMap<>());
        for (AttributeDefinition attribute : definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            keys.put(
                    attribute.getID(),
                    new Key(
                            section,
                            attribute.getID(),
                            Optional.ofNullable(attribute.getName()).orElse(attribute.getID()),
                            Optional.ofNullable(attribute.getDescription()).orElse(""),
                            attribute.getType(),
                            attribute.getCardinality() != 0,
                            list(attribute.getOptionValues()),
                            list(attribute.getDefaultValue())));
        }
    }

    private static List<String> list(String @Nullable [] values) {
        return values == null ? List.of() : List.of(values);
    }
}
