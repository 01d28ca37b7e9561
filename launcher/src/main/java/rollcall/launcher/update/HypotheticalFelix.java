package rollcall.launcher.update;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import rollcall.launcher.home.BundleEntry;
import rollcall.launcher.home.BundleStore;
import rollcall.launcher.home.Generation;

/** A second Felix that holds the bundles of a generation which does not run, resolves them, and starts none. */
final class HypotheticalFelix implements AutoCloseable {
    private static final long STOP_MILLIS = 5_000;

    private final Framework framework;
    private final Path cache;

    private HypotheticalFelix(Framework framework, Path cache) {
        this.framework = framework;
        this.cache = cache;
    }

    /** Installs and resolves the bundles of a generation. */
    static HypotheticalFelix of(Generation generation, BundleStore store, Path cache) throws IOException {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        cache.toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                        // Its resolver's own threads would outlive it.
                        "felix.resolver.parallelism",
                        "1",
                        // The running Felix has them, for the whole process.
                        "felix.service.urlhandlers",
                        "false",
                        // What it cannot resolve is told by the plan.
                        "felix.log.level",
                        "0"));
        HypotheticalFelix felix = new HypotheticalFelix(framework, cache);
        try {
            framework.init();
            for (BundleEntry entry : generation.bundles()) {
                framework
                        .getBundleContext()
                        .installBundle("reference:" + store.path(entry.sha256()).toUri());
            }
            framework.adapt(FrameworkWiring.class).resolveBundles(null);
            return felix;
        } catch (BundleException e) {
            felix.close();
            throw new IOException("the bundles cannot be looked at: " + e.getMessage(), e);
        }
    }

    private Stream<Bundle> bundles() {
        return Stream.of(framework.getBundleContext().getBundles()).filter(bundle -> bundle.getBundleId() != 0);
    }

    Bundle bundle(String symbolicName) throws IOException {
        return bundles()
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IOException(symbolicName + " is not in the generation"));
    }

    /** The bundles that cannot be resolved, and what they lack, for people. */
    Map<String, String> unresolved() {
        Map<String, String> found = new TreeMap<>();
        bundles()
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED)
                .forEach(bundle -> found.put(bundle.getSymbolicName(), lacks(bundle)));
        return found;
    }

    private String lacks(Bundle bundle) {
        List<String> lines = new ArrayList<>();
        for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            if (isMandatory(requirement) && providers(requirement).isEmpty()) {
                lines.add(words(requirement) + others(requirement));
            }
        }
        return lines.isEmpty() ? "its requirements contradict each other" : String.join("; ", lines);
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        String resolution = requirement
                .getDirectives()
                .getOrDefault(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, Namespace.RESOLUTION_MANDATORY);
        String effective = requirement
                .getDirectives()
                .getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE);
        return resolution.equals(Namespace.RESOLUTION_MANDATORY) && effective.equals(Namespace.EFFECTIVE_RESOLVE);
    }

    private List<BundleCapability> providers(BundleRequirement requirement) {
        return framework.adapt(FrameworkWiring.class).findProviders(requirement).stream()
                .filter(BundleCapability.class::isInstance)
                .map(BundleCapability.class::cast)
                .toList();
    }

    private static String words(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        String wanted = filter.replaceAll("[()&]", " ")
                .replace(PackageNamespace.PACKAGE_NAMESPACE + "=", "package ")
                .replaceAll("\\s+", " ")
                .strip();
        return "needs " + (wanted.isEmpty() ? requirement.getNamespace() : wanted);
    }

    /** What there is under that name in other versions. */
    private String others(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        List<String> versions = exports().entrySet().stream()
                .filter(export ->
                        filter.contains("(" + PackageNamespace.PACKAGE_NAMESPACE + "=" + export.getKey() + ")"))
                .flatMap(export -> export.getValue().stream())
                .toList();
        return versions.isEmpty() ? ", which nobody here has" : ", here is " + String.join(", ", versions);
    }

    /** Package to the bundles that export it, each with the version. */
    Map<String, List<String>> exports() {
        Map<String, List<String>> found = new TreeMap<>();
        bundles()
                .forEach(bundle -> exports(bundle)
                        .forEach((name, version) -> found.computeIfAbsent(name, missing -> new ArrayList<>())
                                .add(bundle.getSymbolicName() + " with " + version)));
        return found;
    }

    /** Package to version of what a bundle exports. */
    static Map<String, String> exports(Bundle bundle) {
        Map<String, String> found = new TreeMap<>();
        for (BundleCapability capability :
                bundle.adapt(BundleRevision.class).getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
            found.put(
                    String.valueOf(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)),
                    String.valueOf(capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)));
        }
        return found;
    }

    /** The declared components of all bundles. */
    ComponentMap components() throws IOException {
        ComponentMap map = new ComponentMap();
        for (Bundle bundle : bundles().toList()) {
            for (URL description : descriptions(bundle)) {
                try (InputStream in = description.openStream()) {
                    map.add(bundle.getSymbolicName(), in);
                }
            }
        }
        return map;
    }

    private static List<URL> descriptions(Bundle bundle) {
        String header = bundle.getHeaders("").get("Service-Component");
        if (header == null) {
            return List.of();
        }
        List<URL> found = new ArrayList<>();
        for (String clause : header.split(",", -1)) {
            String path = clause.strip();
            int slash = path.lastIndexOf('/');
            var entries =
                    bundle.findEntries(slash < 0 ? "/" : path.substring(0, slash), path.substring(slash + 1), false);
            if (entries != null) {
                found.addAll(Collections.list(entries));
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException e) {
            throw new IOException("the plan's Felix does not stop: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> left = Files.walk(cache)) {
            for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
