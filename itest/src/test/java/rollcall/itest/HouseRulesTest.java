package rollcall.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that keep the house in order (docs/architecture.md), each a gate of the build. */
class HouseRulesTest {
    private static final List<String> ROOMS = List.of(
            "config",
            "shutdown",
            "store",
            "alerts",
            "metrics",
            "sync",
            "kafka",
            "update",
            "http",
            "access",
            "dashboard",
            "camera");

    private static Attributes manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    private static String header(Path jar, String name) throws IOException {
        String value = manifest(jar).getValue(name);
        return value == null ? "" : value;
    }

    private static JavaClasses classes(String room) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPath(Build.top().resolve(room + ".bundle/target/classes"));
    }

    @Test
    void only_the_api_exports_packages() throws Exception {
        for (String room : ROOMS) {
            assertThat(header(Build.bundle("rollcall." + room), "Export-Package"))
                    .as(room)
                    .isEmpty();
        }
        assertThat(header(Build.bundle("rollcall.api"), "Export-Package")).contains("rollcall.store", "rollcall.scan");
    }

    @Test
    void no_bundle_of_ours_imports_dynamically_or_optionally_or_is_a_fragment() throws Exception {
        for (String room : Stream.concat(ROOMS.stream(), Stream.of("api", "opencv", "slf4j"))
                .toList()) {
            Path jar = Build.bundle("rollcall." + room);
            assertThat(header(jar, "DynamicImport-Package")).as(room).isEmpty();
            assertThat(header(jar, "Fragment-Host")).as(room).isEmpty();
            assertThat(header(jar, "Require-Bundle")).as(room).isEmpty();
            assertThat(header(jar, "Bundle-Activator")).as(room).isEmpty();
            assertThat(header(jar, "Import-Package")).as(room).doesNotContain("optional");
        }
    }

    @Test
    void a_room_uses_only_its_own_packages_the_api_and_libraries() throws Exception {
        List<String> exported = Stream.of(header(Build.bundle("rollcall.api"), "Export-Package")
                        .replaceAll("\"[^\"]*\"", "")
                        .split(",", -1))
                .map(clause -> clause.split(";", 2)[0])
                .toList();
        for (String room : ROOMS) {
            for (JavaClass type : classes(room)) {
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .filter(name -> name.startsWith("rollcall."))
                        .filter(name -> !name.startsWith("rollcall." + room + "."))
                        .filter(name -> !exported.contains(name))
                        .forEach(name -> assertThat(name)
                                .as(type.getName() + " of " + room + " uses " + name)
                                .isIn("rollcall.await", "rollcall.event", "rollcall.opencv", "rollcall.faces"));
            }
        }
    }

    @Test
    void a_package_of_a_bundle_bears_its_name() {
        for (String room : ROOMS) {
            ArchRuleDefinition.classes()
                    .should()
                    .resideInAPackage("rollcall." + room + "..")
                    .check(classes(room));
        }
    }

    @Test
    void nothing_is_called_impl_util_common_or_manager() {
        for (String room : ROOMS) {
            ArchRuleDefinition.noClasses()
                    .should()
                    .haveNameMatching(
                            "(?i).*(\\.(impl|util|utils|common|internal|helper)\\..*|Impl|Utils?|Manager|Helper)$")
                    .check(classes(room));
        }
    }

    @Test
    void no_state_is_static() {
        for (String room : ROOMS) {
            ArchRuleDefinition.fields().that().areStatic().should().beFinal().check(classes(room));
        }
    }

    @Test
    void sql_is_spoken_in_the_store_alone() {
        for (String room : ROOMS.stream().filter(name -> !name.equals("store")).toList()) {
            ArchRuleDefinition.noClasses()
                    .that()
                    // The table of a far end is not the terminal's own.
                    .resideOutsideOfPackage("rollcall.sync.postgresql..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
                    .check(classes(room));
        }
    }

    @Test
    void every_bundle_that_is_to_run_was_built() throws Exception {
        assertThat(Build.bundles()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(Files.readString(Build.release().resolve("release.json"))).contains("rollcall.camera");
    }
}
