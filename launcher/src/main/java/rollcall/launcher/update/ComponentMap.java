package rollcall.launcher.update;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What the components of Declarative Services say of themselves in their descriptions: what each offers and what it
 * cannot do without. Targets of references are not looked at.
 */
final class ComponentMap {
    private final List<Component> components = new ArrayList<>();

    /**
     * One component.
     *
     * @param bundle its bundle's symbolic name
     * @param name its name
     * @param offers interfaces of its service
     * @param needs interfaces of its mandatory references
     */
    record Component(String bundle, String name, Set<String> offers, Set<String> needs) {
        Component {
            offers = Set.copyOf(offers);
            needs = Set.copyOf(needs);
        }
    }

    /** Reads one description. */
    void add(String bundle, InputStream description) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(description);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("component")) {
                    components.add(component(bundle, xml));
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("a description of a component of " + bundle + " is not valid: " + e.getMessage(), e);
        }
    }

    private static Component component(String bundle, XMLStreamReader xml) throws XMLStreamException {
        String name = attribute(xml, "name", "");
        Set<String> offers = new TreeSet<>();
        Set<String> needs = new TreeSet<>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("component")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "implementation" -> name = name.isEmpty() ? attribute(xml, "class", "") : name;
                    case "provide" -> offers.add(attribute(xml, "interface", ""));
                    case "reference" -> {
                        if (attribute(xml, "cardinality", "1..1").startsWith("1")) {
                            needs.add(attribute(xml, "interface", ""));
                        }
                    }
                    default -> {}
                }
            }
        }
        return new Component(bundle, name, offers, needs);
    }

    private static String attribute(XMLStreamReader xml, String name, String otherwise) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? otherwise : value;
    }

    /** All interfaces that some component offers, with the bundles that do. */
    Map<String, Set<String>> offers() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Component component : components) {
            component
                    .offers()
                    .forEach(name -> found.computeIfAbsent(name, missing -> new TreeSet<>())
                            .add(component.bundle()));
        }
        return found;
    }

    /**
     * The components that lack something, and what.
     *
     * @param byComponents the interfaces that only components offer; all others are taken to be there
     */
    Map<Component, String> unsatisfied(Set<String> byComponents) {
        Map<Component, String> lacking =
                new TreeMap<>(java.util.Comparator.comparing(Component::bundle).thenComparing(Component::name));
        List<Component> well = new ArrayList<>(components);
        boolean changed = true;
        while (changed) {
            Set<String> there = new HashSet<>();
            well.forEach(component -> there.addAll(component.offers()));
            changed = false;
            for (Component component : List.copyOf(well)) {
                for (String need : component.needs()) {
                    if (byComponents.contains(need) && !there.contains(need)) {
                        lacking.put(component, need);
                        changed |= well.remove(component);
                    }
                }
            }
        }
        return lacking;
    }
}
