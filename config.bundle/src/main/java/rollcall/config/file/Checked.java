package rollcall.config.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * A file held against what the bundles know.
 *
 * @param properties section to its typed values; every section that the file or a bundle names is there
 * @param problems why it must not be used, one line each
 * @param remarks what is odd about it and harmless, one line each
 */
record Checked(Map<String, Map<String, Object>> properties, List<String> problems, List<String> remarks) {
    /** How many letters a key may be off to be taken for a slip. */
    private static final int SLIP = 3;

    /** Checks; {@code overrides} gives what the command line says about {@code section.key}. */
    static Checked of(ConfigText.Parsed parsed, Schema schema, Function<String, Optional<String>> overrides) {
        Map<String, Map<String, Object>> properties = new TreeMap<>();
        List<String> problems = new ArrayList<>(parsed.problems());
        List<String> remarks = new ArrayList<>();
        schema.sections().forEach(section -> properties.put(section, new LinkedHashMap<>()));
        parsed.sections().forEach(section -> properties.computeIfAbsent(section, name -> new LinkedHashMap<>()));
        TreeSet<String> strangers = new TreeSet<>(parsed.sections());
        strangers.removeAll(schema.sections());
        if (!strangers.isEmpty()) {
            remarks.add("no installed bundle reads the sections " + strangers);
        }
        for (Entry entry : parsed.entries()) {
            Map<String, Object> section = properties.get(entry.section());
            Optional<AttributeDefinition> attribute = schema.attribute(entry.section(), entry.key());
            if (section == null) {
                continue;
            }
            if (attribute.isEmpty() && overrides.apply(entry.name()).isPresent()) {
                // No bundle knows the key yet; the word of the command line counts all the same.
                section.put(entry.key(), overrides.apply(entry.name()).orElseThrow());
            } else if (attribute.isEmpty()) {
                section.put(
                        entry.key(),
                        entry.array()
                                ? entry.values().toArray(new String[0])
                                : entry.values().get(0));
                if (schema.sections().contains(entry.section())) {
                    remarks.add("line " + entry.line() + ": " + entry.name() + " is not known"
                            + nearest(entry.key(), schema.keys(entry.section())));
                }
            } else {
                put(section, entry, attribute.get(), "line " + entry.line() + ": ", problems);
            }
        }
        override(schema, overrides, properties, problems);
        for (String section : schema.sections()) {
            Map<String, Object> values = properties.getOrDefault(section, Map.of());
            for (String key : schema.required(section)) {
                // A torn file lacks more than it says; its one complaint is enough.
                if (!values.containsKey(key) && parsed.problems().isEmpty()) {
                    problems.add(section + "." + key + " is missing: "
                            + schema.attribute(section, key)
                                    .map(AttributeDefinition::getDescription)
                                    .orElse(""));
                }
            }
        }
        return new Checked(properties, problems, remarks);
    }

    private static void override(
            Schema schema,
            Function<String, Optional<String>> overrides,
            Map<String, Map<String, Object>> properties,
            List<String> problems) {
        for (String section : schema.sections()) {
            for (String key : schema.keys(section)) {
                Optional<String> value = overrides.apply(section + "." + key);
                Map<String, Object> values = properties.get(section);
                if (value.isPresent() && values != null) {
                    Entry entry = new Entry(section, key, List.of(value.get()), false, 0);
                    put(values, entry, schema.attribute(section, key).orElseThrow(), "command line: ", problems);
                }
            }
        }
    }

    private static void put(
            Map<String, Object> section,
            Entry entry,
            AttributeDefinition attribute,
            String where,
            List<String> problems) {
        try {
            section.put(entry.key(), Typed.value(entry, attribute));
        } catch (Typed.Misfit e) {
            problems.add(where + entry.name() + " = " + entry.shown() + " " + e.getMessage() + ": "
                    + attribute.getDescription());
        }
    }

    private static String nearest(String key, Iterable<String> known) {
        List<String> close = new ArrayList<>();
        known.forEach(candidate -> {
            if (distance(key, candidate) <= SLIP) {
                close.add(candidate);
            }
        });
        return close.stream()
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .map(candidate -> "; is " + candidate + " meant?")
                .orElse("");
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
